// What is run, and what each run must show: every scenario by name, so that one which is gone or renamed in the suite
// is noticed, and at least so many passed checks. Scored or not makes no difference here.

const resources = ['list', 'read-text', 'read-binary', 'templates-read'].map(name => `resources-${name}`);
const prompts = ['list', 'get-simple', 'get-with-args', 'get-embedded-resource', 'get-with-image']
  .map(name => `prompts-${name}`);

const inEveryRevision = ['completion-complete', 'tools-list', 'tools-call-simple-text', 'tools-call-image',
  'tools-call-audio', 'tools-call-embedded-resource', 'tools-call-mixed-content', 'tools-call-error',
  'tools-call-with-progress', 'server-sse-multiple-streams', 'dns-rebinding-protection', 'json-schema-2020-12',
  ...resources, ...prompts];

const withHandshake = [...inEveryRevision, 'server-initialize', 'ping', 'logging-set-level', 'tools-call-with-logging',
  'tools-call-sampling', 'tools-call-elicitation', 'elicitation-sep1034-defaults', 'elicitation-sep1330-enums',
  'resources-subscribe', 'resources-unsubscribe', 'server-sse-polling'];

const inputRequired = ['basic-elicitation', 'basic-sampling', 'basic-list-roots', 'request-state',
  'multiple-input-requests', 'multi-round', 'missing-input-response', 'non-tool-request', 'result-type',
  'unsupported-methods', 'tampered-state', 'capability-check', 'ignore-extra-params', 'validate-input']
  .map(name => `input-required-result-${name}`);

const tasks = ['lifecycle', 'capability-negotiation', 'wire-fields', 'request-state-removal', 'mrtr-input',
  'request-headers', 'dispatch-and-envelope', 'status-notifications', 'required-task-error', 'mrtr-composition']
  .map(name => `tasks-${name}`);

export const runs = [
  {
    name: '2025-11-25 (suite 0.2.0-alpha.12)', program: 'conformance-0-2', options: ['--requirements', '2025-11-25'],
    folder: '2025-11-25', passes: 83, scenarios: [...withHandshake, 'server-session-lifecycle'],
  },
  {
    name: '2026-07-28 (suite 0.2.0-alpha.12)', program: 'conformance-0-2', options: ['--requirements', '2026-07-28'],
    folder: '2026-07-28', passes: 196,
    scenarios: [...inEveryRevision, 'server-stateless', 'sep-2164-resource-not-found', 'caching',
      'http-header-validation', 'http-custom-header-server-validation', ...inputRequired, ...tasks],
  },
  {
    name: 'everything (suite 0.1.16)', program: 'conformance-0-1', options: ['--suite', 'all'],
    folder: 'suite-0.1', passes: 46, scenarios: withHandshake,
  },
];

/** Checks that may be skipped, by their id, each with the reason. */
export const mayBeSkipped = new Map([
  // It waits for being rewritten to the subscription stream, and skips whatever the server does. Our own tests of the
  // tasks' notifications stand in for it.
  ['tasks-status-notifications', 'the suite has no check behind it'],
]);

// What the suite wrote, and the judgement on it. The suite's exit status and its last lines leave out warnings and
// everything that it does not score, so neither is relied upon.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = /^server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/;
const HARMLESS = new Set(['SUCCESS', 'INFO']);

/** The checks of each scenario, from every folder that a run left. */
export const readResults = folder => {
  const results = new Map();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const scenario = FOLDER.exec(entry.name)?.[1];
    if (!scenario) throw new Error(`the suite left a folder of a form we do not know: ${entry.name}`);
    // A scenario that broke off leaves its folder empty, and the reason on the console only.
    const file = join(folder, entry.name, 'checks.json');
    const checks = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
    results.set(scenario, [...(results.get(scenario) ?? []), ...checks]);
  }
  return results;
};

export const count = (checks, status) => checks.filter(check => check.status === status).length;

const said = check => `${check.status} ${check.id}: ${check.errorMessage ?? JSON.stringify(check.details ?? {})}`;

/** What is wrong with a scenario; nothing when it passed. Anything but a success has to be named as allowed. */
export const problemsOf = (checks, mayBeSkipped) => {
  if (!checks) return ['the suite did not run it'];
  const skipped = check => check.status === 'SKIPPED' && mayBeSkipped.has(check.id);
  const problems = checks.filter(check => !HARMLESS.has(check.status) && !skipped(check)).map(said);
  if (!checks.some(check => check.status === 'SUCCESS' || skipped(check))) problems.push('nothing was checked, see console.txt');
  return problems;
};

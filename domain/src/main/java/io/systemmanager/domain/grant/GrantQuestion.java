package io.systemmanager.domain.grant;

import io.systemmanager.domain.approval.Requester;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.risk.Risk;

/**
 * A call for which policy asks people, as it is put to grants.
 *
 * @param arguments in their normal form
 * @param asked whom policy asks, and what else it takes
 */
public record GrantQuestion(
        Requester requester,
        OperationName operation,
        Json.Obj arguments,
        Target.Container target,
        Risk risk,
        Verdict.Approve asked) {}

package io.systemmanager.domain.policy;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.Target;

/** What policy is asked: may this caller do this to that. */
public record Question(Caller.Agent caller, Operation operation, Target target) {}

package io.systemmanager.ops.observe;

import io.systemmanager.domain.audit.ToolAttempt;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.Observer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log line a call, with facts as key-value pairs and no argument that a caller chose freely.
 */
final class CallLog implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger("io.systemmanager.call");

    @Override
    public void ended(Observation seen) {
        var call = seen.call();
        LOG.atInfo()
                .addKeyValue("request_id", call.id().toString())
                .addKeyValue("operation", call.operation().name().value())
                .addKeyValue("caller", call.caller().subject().value())
                .addKeyValue("credential", call.caller().credential().value())
                .addKeyValue("result", seen.result())
                .addKeyValue("rule", seen.decision().map(decision -> decision.rule()).orElse(""))
                .addKeyValue("trace_id", call.trace().traceId())
                .addKeyValue("span_id", call.trace().spanId())
                .addKeyValue("duration_us", seen.took().toNanos() / 1_000)
                .log("call");
    }

    @Override
    public void refusedCredential(String why) {
        LOG.atWarn().addKeyValue("why", why).log("credential refused");
    }

    @Override
    public void refusedTool(ToolAttempt attempt, FaultCode why) {
        LOG.atWarn()
                .addKeyValue("request_id", attempt.id().toString())
                .addKeyValue("tool", attempt.tool().tool())
                .addKeyValue("caller", attempt.caller().subject().value())
                .addKeyValue("result", why.wireName())
                .log("call refused");
    }

    @Override
    public void broke(RequestId call, Throwable cause) {
        LOG.atError().addKeyValue("request_id", call.toString()).setCause(cause).log("broken");
    }
}

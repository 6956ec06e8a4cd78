package io.systemmanager.ops.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.systemmanager.domain.audit.ToolAttempt;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.Observer;

/**
 * One span a call, joined to the caller's trace. The ids are those of the call's {@link Trace}, so
 * that a ledger entry and a span name each other.
 */
public final class Spans implements Observer, AutoCloseable {
    private final GivenIds ids = new GivenIds();
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** Hands every span to the processor. */
    public Spans(SpanProcessor processor, String version) {
        this.provider =
                SdkTracerProvider.builder()
                        .setIdGenerator(ids)
                        .setResource(
                                Resource.builder()
                                        .put("service.name", "systemmanager")
                                        .put("service.version", version)
                                        .build())
                        .addSpanProcessor(processor)
                        .build();
        this.tracer = provider.get("io.systemmanager", version);
    }

    @Override
    public void ended(Observation seen) {
        var call = seen.call();
        ids.next(call.trace());
        var span =
                tracer.spanBuilder("tools/call " + call.operation().name())
                        .setParent(parent(call.trace()))
                        .setSpanKind(SpanKind.SERVER)
                        .setStartTimestamp(seen.startedAt())
                        .setAttribute("systemmanager.request_id", call.id().toString())
                        .setAttribute("systemmanager.result", seen.result())
                        .startSpan();
        if (seen.result().equals("internal")) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(seen.startedAt().plus(seen.took()));
    }

    @Override
    public void refusedCredential(String why) {}

    @Override
    public void refusedTool(ToolAttempt attempt, FaultCode why) {}

    @Override
    public void broke(RequestId call, Throwable cause) {}

    @Override
    public void close() {
        provider.close();
    }

    private static Context parent(Trace trace) {
        return trace.parentSpanId()
                .map(span ->
                        SpanContext.createFromRemoteParent(
                                trace.traceId(),
                                span,
                                TraceFlags.getSampled(),
                                TraceState.getDefault()))
                .map(context -> Span.wrap(context).storeInContext(Context.root()))
                .orElse(Context.root());
    }

    /** Gives the ids of the call that this thread is about to make a span for. */
    private static final class GivenIds implements IdGenerator {
        private static final ThreadLocal<Trace> NEXT = new ThreadLocal<>();

        void next(Trace trace) {
            NEXT.set(trace);
        }

        @Override
        public String generateSpanId() {
            return NEXT.get().spanId();
        }

        @Override
        public String generateTraceId() {
            return NEXT.get().traceId();
        }
    }
}

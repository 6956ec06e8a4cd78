package io.systemmanager.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.risk.Risk;
import java.time.Instant;
import java.util.Locale;

/** Operation records as JSON text and back. */
final class OperationForm {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OperationForm() {}

    static String text(OperationRecord operation) {
        return CanonicalJson.text(
                Json.object()
                        .put("id", operation.id().value())
                        .put("caller", operation.caller().value())
                        .put("operation", operation.operation().value())
                        .put("risk", operation.risk().wireName())
                        .put("target", operation.target())
                        .put("key", operation.key().map(IdempotencyKey::value))
                        .put("request", operation.request().hex())
                        .put("intent", IntentForm.json(operation.intent()))
                        .put("plan", operation.plan().toJson())
                        .put("state", state(operation.state()))
                        .put("created", operation.createdAt().toString())
                        .put("updated", operation.updatedAt().toString())
                        .build());
    }

    /**
     * @throws IllegalArgumentException when this version cannot read the record
     */
    static OperationRecord record(String text) {
        try {
            var record = JSON.readTree(text);
            return new OperationRecord(
                    new OperationId(Stored.string(record, "id")),
                    new Subject(Stored.string(record, "caller")),
                    new OperationName(Stored.string(record, "operation")),
                    Risk.valueOf(Stored.string(record, "risk").toUpperCase(Locale.ROOT)),
                    Stored.string(record, "target"),
                    Stored.optional(record, "key").map(IdempotencyKey::new),
                    new Digest(Stored.string(record, "request")),
                    IntentForm.intent(record.path("intent")),
                    plan(record.path("plan")),
                    state(record.path("state")),
                    Instant.parse(Stored.string(record, "created")),
                    Instant.parse(Stored.string(record, "updated")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an operation record is no JSON", e);
        }
    }

    private static Json.Obj state(OperationState state) {
        var form = Json.object().put("status", state.status().wireName());
        switch (state) {
            case OperationState.AwaitingApproval(var approval, var until) ->
                    form.put("approval", approval.value()).put("until", until.toString());
            case OperationState.Running(), OperationState.Cancelled() -> {}
            case OperationState.Succeeded(var before, var after) ->
                    form.put("before", before).put("after", after);
            case OperationState.Failed(var fault) -> fault(form, fault);
            case OperationState.RolledBack(var fault) -> fault(form, fault);
            case OperationState.Indeterminate(var fault, var looked) -> {
                fault(form, fault);
                form.put("looked", looked);
            }
        }
        return form.build();
    }

    private static void fault(Json.Builder form, Fault fault) {
        form.put("code", fault.code().wireName()).put("cause", fault.cause());
    }

    private static OperationState state(JsonNode state) {
        return switch (Stored.string(state, "status")) {
            case "approval_required" ->
                    new OperationState.AwaitingApproval(
                            new ApprovalId(Stored.string(state, "approval")),
                            Instant.parse(Stored.string(state, "until")));
            case "cancelled" -> new OperationState.Cancelled();
            case "running" -> new OperationState.Running();
            case "succeeded" ->
                    new OperationState.Succeeded(
                            Stored.string(state, "before"), Stored.string(state, "after"));
            case "failed" -> new OperationState.Failed(fault(state));
            case "rolled_back" -> new OperationState.RolledBack(fault(state));
            case "indeterminate" ->
                    new OperationState.Indeterminate(
                            fault(state), state.path("looked").asBoolean());
            default -> throw new IllegalArgumentException("an unknown operation status");
        };
    }

    private static Fault fault(JsonNode state) {
        return new Fault(
                FaultCode.valueOf(Stored.string(state, "code").toUpperCase(Locale.ROOT)),
                Stored.string(state, "cause"));
    }

    static Plan plan(JsonNode plan) {
        return new Plan(
                Stored.strings(plan.path("steps")),
                Stored.strings(plan.path("diff")),
                Stored.strings(plan.path("irreversible")),
                Stored.optional(plan, "rollback"));
    }
}

package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.Reply;
import io.systemmanager.application.Report;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Explanation;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.text.Moments;
import io.systemmanager.mcpengine.JsonText;
import io.systemmanager.mcpengine.ToolAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes replies as the text that a model reads: one line of compact JSON, with log lines as plain
 * lines behind it. Absent facts are left out. A program that asks for it gets the same as JSON in
 * the form of the tool's output schema. Thread-safe.
 */
final class ReplyWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final int MOST_RULES = 50;

    private final ContainerListWriter lists;
    private final ContainerWriter containers = new ContainerWriter();
    private final HostWriter host = new HostWriter();
    private final AuditWriter audit;

    ReplyWriter(CallReader cursors) {
        this.lists = new ContainerListWriter(cursors);
        this.audit = new AuditWriter(cursors);
    }

    /**
     * A text and whether it tells of a failure.
     *
     * @param form makes the structured form; empty for a refusal, which has none
     */
    record Written(String text, boolean isError, Optional<Supplier<ObjectNode>> form) {

        /** As the engine takes it, with the structured form where the client wants it. */
        ToolAnswer.Done done(boolean structured) {
            var done = isError ? ToolAnswer.Done.failure(text) : ToolAnswer.Done.text(text);
            return structured ? form.map(made -> done.with(made.get())).orElse(done) : done;
        }
    }

    /**
     * Writes a reply within the tool's budget; one that breaks it becomes a failure that says so.
     */
    Written write(
            Declaration tool, Reply reply, RequestId correlation, Subject caller, Instant now) {
        var written = write(reply, correlation, caller, now);
        int bytes = written.text().getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= tool.answerBytes()) {
            return written;
        }
        return failure(Fault.of(FaultCode.ANSWER_TOO_LARGE), correlation);
    }

    /**
     * What a call answers whose change has that record: at once, later as a task, or after a
     * restart. It says nothing that the record does not.
     */
    static Written tracked(OperationRecord operation) {
        return written(new Reply.Tracked(operation, true));
    }

    private Written write(Reply reply, RequestId correlation, Subject caller, Instant now) {
        return switch (reply) {
            case Reply.Answered(var report) -> written(report(report, caller, now), false);
            case Reply.Planned(var target, var plan) -> written(planned(target, plan), false);
            case Reply.Tracked tracked -> written(tracked);
            case Reply.Refused(var fault) -> failure(fault, correlation);
        };
    }

    private static Written written(Answer answer, boolean isError) {
        return new Written(answer.text(), isError, Optional.of(answer.form()));
    }

    private static Written written(Reply.Tracked reply) {
        return written(
                tracked(reply.operation(), reply.outcomeRecorded()), failed(reply.operation()));
    }

    private static Written failure(Fault fault, RequestId correlation) {
        return new Written(refused(fault, correlation), true, Optional.empty());
    }

    /** The form of every failure: code, cause, next step, correlation id. */
    static String refused(Fault fault, RequestId correlation) {
        var root = MAPPER.createObjectNode();
        root.set("error", fault(fault).put("correlation_id", correlation.toString()));
        return JsonText.of(root);
    }

    private Answer report(Report report, Subject caller, Instant now) {
        return switch (report) {
            case Report.Containers(var query, var page) -> lists.list(query, page, caller, now);
            case Report.Container(var sections, var details) ->
                    containers.details(sections, details, now);
            case Report.Log(var container, var excerpt) -> containers.log(container, excerpt);
            case Report.Status(var status) -> host.status(status);
            case Report.Operation(var operation) -> Answer.of(whole(operation));
            case Report.Operations(var operations) -> operations(operations);
            case Report.Audit(var query, var page, var log) -> audit.page(query, page, log, caller);
            case Report.Explained(var operation, var explanation, var grant) ->
                    explained(operation, explanation, grant);
        };
    }

    private static Answer planned(String target, Plan plan) {
        var root = MAPPER.createObjectNode();
        root.put("status", "planned").put("target", target);
        root.set("plan", plan(plan));
        return Answer.of(root);
    }

    private static Answer tracked(OperationRecord operation, boolean recorded) {
        var root = operation(operation);
        if (!recorded) {
            root.put("outcome_recorded", false);
        }
        switch (operation.state()) {
            case OperationState.Running _ ->
                    root.put("next_step", "operations_get with this operation_id and wait_s");
            case OperationState.AwaitingApproval _ ->
                    root.put(
                            "next_step",
                            "A person decides; nothing was done yet. operations_get with this"
                                    + " operation_id and wait_s tells how");
            case OperationState.Cancelled _,
                    OperationState.Succeeded _,
                    OperationState.Failed _,
                    OperationState.RolledBack _,
                    OperationState.Indeterminate _ -> {}
        }
        return Answer.of(root);
    }

    private static Answer operations(List<OperationRecord> operations) {
        var root = MAPPER.createObjectNode();
        var rows = root.putArray("operations");
        operations.forEach(operation -> rows.add(operation(operation)));
        return Answer.of(root);
    }

    private static ObjectNode whole(OperationRecord operation) {
        var root = operation(operation);
        root.put("caller", operation.caller().value());
        root.put("created_at", Moments.written(operation.createdAt()));
        root.set("plan", plan(operation.plan()));
        return root;
    }

    private static ObjectNode operation(OperationRecord operation) {
        var node = MAPPER.createObjectNode();
        node.put("operation_id", operation.id().value());
        node.put("operation", operation.operation().value());
        node.put("target", operation.target());
        node.put("status", operation.state().status().wireName());
        switch (operation.state()) {
            case OperationState.Succeeded(var before, var after) ->
                    node.put("before", before).put("after", after);
            case OperationState.Failed(var fault) -> node.set("error", fault(fault));
            case OperationState.RolledBack(var fault) -> node.set("error", fault(fault));
            case OperationState.Indeterminate(var fault, _) -> node.set("error", fault(fault));
            case OperationState.AwaitingApproval(var approval, var until) ->
                    node.put("approval_id", approval.value())
                            .put("expires_at", Moments.written(until));
            case OperationState.Running(), OperationState.Cancelled() -> {}
        }
        if (mayHaveHappened(operation.state())) {
            operation.plan().rollback().ifPresent(rollback -> node.put("rollback", rollback));
        }
        node.put("updated_at", Moments.written(operation.updatedAt()));
        return node;
    }

    /** Whether there may be something to take back. */
    private static boolean mayHaveHappened(OperationState state) {
        return state instanceof OperationState.Succeeded
                || state instanceof OperationState.Indeterminate;
    }

    private static ObjectNode plan(Plan plan) {
        var node = MAPPER.createObjectNode();
        node.put("hash", plan.hash().hex());
        texts(node.putArray("steps"), plan.steps());
        texts(node.putArray("diff"), plan.diff());
        texts(node.putArray("irreversible"), plan.irreversible());
        node.put("rollback", plan.rollback().orElse("none"));
        return node;
    }

    private static ObjectNode fault(Fault fault) {
        return MAPPER.createObjectNode()
                .put("code", fault.code().wireName())
                .put("cause", fault.cause())
                .put("next_step", fault.code().nextStep())
                .put("retryable", fault.code().retryable());
    }

    private static Answer explained(
            String operation, Explanation explanation, Optional<StandingGrant.Live> grant) {
        var decision = explanation.decision();
        var root = MAPPER.createObjectNode();
        root.put("operation", operation);
        root.put("decision", decision.verdict().wireName());
        root.put("rule", decision.rule());
        if (decision.verdict() instanceof Verdict.Approve(var slots, _)) {
            var needed = root.putArray("approvers");
            slots.forEach(slot -> needed.add(needed(slot)));
        }
        grant.ifPresent(answers ->
                root.putObject("answered_by_grant")
                        .put("id", answers.id().value())
                        .put("remaining", answers.remaining())
                        .put("expires_at", Moments.written(answers.terms().expires())));
        var rules = root.putArray("rules");
        int more = 0;
        for (var rule : explanation.rules()) {
            if (!rule.matched() && rules.size() >= MOST_RULES) {
                more++;
                continue;
            }
            var row = rules.addObject().put("rule", rule.rule()).put("effect", rule.effect());
            row.put("matches", rule.matched());
            if (!rule.matched()) {
                row.put("because", rule.why());
            }
        }
        if (more > 0) {
            root.put("more_rules_that_do_not_match", more);
        }
        root.put("policy_revision", decision.revision());
        return Answer.of(root);
    }

    private static String needed(Slot slot) {
        return slot.count() + " " + slot.role();
    }

    private static boolean failed(OperationRecord operation) {
        return switch (operation.state()) {
            case OperationState.AwaitingApproval _,
                    OperationState.Running _,
                    OperationState.Cancelled _,
                    OperationState.Succeeded _ ->
                    false;
            case OperationState.Failed _,
                    OperationState.RolledBack _,
                    OperationState.Indeterminate _ ->
                    true;
        };
    }

    static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}

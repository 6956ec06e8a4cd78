package io.systemmanager.ops.operators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.ApprovalOffice;
import io.systemmanager.domain.approval.ApprovalRequest;
import io.systemmanager.domain.approval.Requester;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.text.VisibleText;
import java.util.List;
import java.util.Map;

/**
 * What people are shown of an approval. All of it is the server's own knowledge but the reason,
 * which is the agent's; nothing in it can steer a terminal.
 */
final class CardForm {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CardForm() {}

    static ObjectNode json(ApprovalOffice.Card card) {
        var approval = card.approval().approval();
        var request = approval.request();
        var form = JSON.objectNode();
        form.put("id", request.id().value());
        form.put("state", approval.wireName());
        form.put("until", request.pendingUntil().toString());
        form.put("requested_at", request.requestedAt().toString());
        form.put("operation", request.operation().value());
        form.put("risk", request.risk().wireName());
        form.set("target", target(request.binding().target()));
        form.set("arguments", arguments(request));
        form.set("requester", requester(request.requester()));
        request.reason().ifPresent(words -> form.put("untrusted_reason", words));
        form.set("plan", plan(request.binding().plan()));
        form.put("signed", request.terms().signed());
        slots(form.putArray("needs"), request.slots().wanted());
        var voters = approval.votes().stream().map(Vote::by).toList();
        slots(form.putArray("missing"), request.slots().missing(voters));
        var votes = form.putArray("votes");
        approval.votes().forEach(vote -> votes.add(vote(vote)));
        form.put("policy_revision", request.binding().policyRevision());
        form.put("digest", request.digest().hex());
        form.put("operation_id", card.operation().id().value());
        form.put("operation_status", card.operation().state().status().wireName());
        return form;
    }

    private static ObjectNode target(Target target) {
        var form = JSON.objectNode();
        switch (target) {
            case Target.Container container -> {
                form.put("kind", "container")
                        .put("name", VisibleText.line(container.name()))
                        .put("id", container.id().value())
                        .put("image", VisibleText.line(container.imageId()))
                        .put("state", container.state().wireName());
                var labels = form.putObject("labels");
                container.labels().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(label ->
                                labels.put(
                                        VisibleText.line(label.getKey()),
                                        VisibleText.line(label.getValue())));
            }
            case Target.Host host -> form.put("kind", "host").put("id", host.host().value());
            case Target.UnresolvedContainer _ ->
                    throw new IllegalArgumentException("only what was resolved can be approved");
        }
        return form;
    }

    private static ObjectNode arguments(ApprovalRequest request) {
        var form = JSON.objectNode();
        request.binding()
                .arguments()
                .members()
                .forEach((name, value) -> form.put(name, VisibleText.line(text(value))));
        return form;
    }

    private static String text(Json value) {
        return value instanceof Json.Text(var text) ? text : CanonicalJson.text(value);
    }

    private static ObjectNode requester(Requester requester) {
        var form = JSON.objectNode().put("subject", requester.subject().value());
        requester.person().map(Person::name).ifPresent(name -> form.put("for", name));
        var client = requester.client();
        client.name().ifPresent(name -> form.put("client", VisibleText.line(name, 128)));
        client.version().ifPresent(version -> form.put("version", VisibleText.line(version, 64)));
        return form.put("address", client.address());
    }

    private static ObjectNode plan(Plan plan) {
        var form = JSON.objectNode();
        texts(form.putArray("steps"), plan.steps());
        texts(form.putArray("diff"), plan.diff());
        texts(form.putArray("irreversible"), plan.irreversible());
        return form.put("rollback", plan.rollback().orElse("none"));
    }

    private static ObjectNode vote(Vote vote) {
        var form =
                JSON.objectNode()
                        .put("by", vote.by().person().name())
                        .put("vote", vote.choice().wireName())
                        .put("method", vote.by().method().wireName())
                        .put("at", vote.at().toString());
        vote.reason().ifPresent(words -> form.put("reason", words));
        return form;
    }

    private static void slots(ArrayNode array, List<Slot> slots) {
        slots.forEach(slot -> array.add(slot.count() + " " + slot.role()));
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(text -> array.add(VisibleText.line(text)));
    }
}

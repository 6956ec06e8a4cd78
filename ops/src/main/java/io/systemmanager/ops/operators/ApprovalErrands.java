package io.systemmanager.ops.operators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.ApprovalOffice;
import io.systemmanager.application.Evidence;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.sshsig.SshSignature;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the command can ask about approvals. Thread-safe. */
public record ApprovalErrands(ApprovalOffice office) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST = 100;

    /** The desk asks for it with each errand that proves nothing by itself. */
    private static final Approver.Method SECRET = new Approver.Secret();

    private static final String VOTE = "approvals.vote";

    /** Each by the command that asks for it. */
    public Map<String, OperatorDesk.Errand> byCommand() {
        return Map.of(
                "approvals.list",
                (_, request) -> list(request),
                "approvals.show",
                this::show,
                VOTE,
                this::vote,
                "approvals.revoke",
                this::revoke);
    }

    /**
     * What a signed vote proves.
     *
     * @throws IllegalArgumentException when it is not in form
     */
    public Optional<Evidence> evidence(JsonNode request) {
        if (!request.path("command").asText().equals(VOTE)) {
            return Optional.empty();
        }
        return signature(request)
                .map(signature -> {
                    var id = id(request);
                    var statement = office.statement(id, choice(request));
                    return new Evidence.SignedVote(
                            signature, statement.orElseThrow(() -> none(id)));
                });
    }

    private ObjectNode list(JsonNode request) {
        List<ApprovalOffice.Card> cards =
                request.path("all").asBoolean() ? office.latest(MOST) : office.open();
        var answer = JSON.objectNode();
        var rows = answer.putArray("approvals");
        cards.forEach(card -> rows.add(CardForm.json(card)));
        var stuck = answer.putArray("unreadable");
        office.unreadable()
                .forEach(each -> stuck.addObject().put("id", each.id()).put("why", each.why()));
        return answer;
    }

    private ObjectNode show(Caller.Operator person, JsonNode request) {
        var id = id(request);
        return office.show(person, id).map(ApprovalErrands::answer).orElseThrow(() -> none(id));
    }

    private ObjectNode vote(Caller.Operator person, JsonNode request) {
        var method = signature(request).<Approver.Method>map(Approver.Signed::new).orElse(SECRET);
        var seen = new Digest(request.path("digest").asText());
        return answer(
                office.vote(person, method, id(request), choice(request), seen, reason(request)));
    }

    private ObjectNode revoke(Caller.Operator person, JsonNode request) {
        return answer(office.revoke(person, SECRET, id(request), reason(request)));
    }

    private static ObjectNode answer(ApprovalOffice.Ruling ruling) {
        return switch (ruling) {
            case ApprovalOffice.Ruling.Taken(var card) -> answer(card);
            case ApprovalOffice.Ruling.Refused(var why) -> throw refused(why);
            case ApprovalOffice.Ruling.Unknown() -> throw unknown();
        };
    }

    private static ObjectNode answer(ApprovalOffice.Card card) {
        return JSON.objectNode().set("approval", CardForm.json(card));
    }

    private static ApprovalId id(JsonNode request) {
        return new ApprovalId(request.path("id").asText());
    }

    private static Vote.Choice choice(JsonNode request) {
        return switch (request.path("vote").asText()) {
            case "approve" -> Vote.Choice.APPROVE;
            case "deny" -> Vote.Choice.DENY;
            default -> throw new IllegalArgumentException("a vote is approve or deny");
        };
    }

    private static Optional<SshSignature> signature(JsonNode request) {
        return Optional.of(request.path("signature").asText())
                .filter(text -> !text.isEmpty())
                .map(SshSignature::parse);
    }

    private static Optional<String> reason(JsonNode request) {
        return Optional.of(request.path("reason").asText()).filter(text -> !text.isBlank());
    }

    private IllegalArgumentException none(ApprovalId id) {
        boolean unreadable =
                office.unreadable().stream().anyMatch(each -> each.id().equals(id.value()));
        return unreadable ? refused(Refusal.STUCK) : unknown();
    }

    private static IllegalArgumentException refused(Refusal why) {
        return new IllegalArgumentException(
                "%s: %s %s".formatted(why.wireName(), why.meaning(), why.nextStep()));
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "there is no such approval; approvals list --all shows those that there were");
    }
}

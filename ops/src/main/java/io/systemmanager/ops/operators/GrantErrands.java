package io.systemmanager.ops.operators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.GrantOffice;
import io.systemmanager.application.GrantProposal;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.journal.KeptGrant;
import io.systemmanager.domain.json.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the command can ask about standing grants. Thread-safe. */
public record GrantErrands(GrantOffice office) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST = 100;

    /** The desk asks for it with each errand. */
    private static final Approver.Method SECRET = new Approver.Secret();

    /** Each by the command that asks for it. */
    public Map<String, OperatorDesk.Errand> byCommand() {
        return Map.of(
                "grants.create", this::create,
                "grants.list", (_, request) -> list(request),
                "grants.show", (_, request) -> show(request),
                "grants.agree", this::agree,
                "grants.revoke", this::revoke);
    }

    private ObjectNode create(Caller.Operator person, JsonNode request) {
        var proposal = GrantProposal.of(name -> request.path(name).asText());
        return answer(office.create(person, SECRET, proposal));
    }

    private ObjectNode list(JsonNode request) {
        List<KeptGrant> kept =
                request.path("all").asBoolean() ? office.latest(MOST) : office.standing();
        var answer = JSON.objectNode();
        var rows = answer.putArray("grants");
        var unreadable = answer.putArray("unreadable");
        for (var each : kept) {
            switch (each) {
                case KeptGrant.Sound(var grant) ->
                        rows.add(GrantCardForm.json(grant, office.standing(grant)));
                case KeptGrant.Unreadable(var id, var why) ->
                        unreadable.addObject().put("id", id).put("why", why);
            }
        }
        return answer;
    }

    private ObjectNode show(JsonNode request) {
        return switch (office.find(id(request)).orElseThrow(GrantErrands::unknown)) {
            case KeptGrant.Sound(var grant) -> answer(new GrantOffice.Ruling.Taken(grant));
            case KeptGrant.Unreadable _ -> throw refused(Refusal.STUCK);
        };
    }

    private ObjectNode agree(Caller.Operator person, JsonNode request) {
        var seen = new Digest(request.path("digest").asText());
        return answer(office.agree(person, SECRET, id(request), seen, reason(request)));
    }

    private ObjectNode revoke(Caller.Operator person, JsonNode request) {
        return answer(office.revoke(person, SECRET, id(request), reason(request)));
    }

    private ObjectNode answer(GrantOffice.Ruling ruling) {
        return switch (ruling) {
            case GrantOffice.Ruling.Taken(var grant) ->
                    JSON.objectNode()
                            .set("grant", GrantCardForm.json(grant, office.standing(grant)));
            case GrantOffice.Ruling.Refused(var why) -> throw refused(why);
            case GrantOffice.Ruling.Unknown() -> throw unknown();
        };
    }

    private static GrantId id(JsonNode request) {
        return new GrantId(request.path("id").asText());
    }

    private static Optional<String> reason(JsonNode request) {
        return Optional.of(request.path("reason").asText()).filter(text -> !text.isBlank());
    }

    private static IllegalArgumentException refused(Refusal why) {
        return new IllegalArgumentException(
                "%s: %s %s".formatted(why.wireName(), why.meaning(), why.nextStep()));
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "there is no such grant; grants list --all shows those that there were");
    }
}

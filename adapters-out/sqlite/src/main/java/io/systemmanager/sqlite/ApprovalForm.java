package io.systemmanager.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.ApprovalRequest;
import io.systemmanager.domain.approval.ApprovalTerms;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Binding;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Ending;
import io.systemmanager.domain.approval.Slots;
import io.systemmanager.domain.approval.Staleness;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.sshsig.SshSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Approval records as JSON text and back. Equal records have equal texts, which is how a change of
 * one finds out that it is still as it was read.
 */
final class ApprovalForm {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ApprovalForm() {}

    static String text(ApprovalRecord record) {
        var request = record.approval().request();
        return CanonicalJson.text(
                Json.object()
                        .put("operation", record.operation().value())
                        .put("call", CallForm.json(record.call()))
                        .put("id", request.id().value())
                        .put("contract", request.binding().contract())
                        .put("plan", request.binding().plan().toJson())
                        .put("policy_rev", request.binding().policyRevision())
                        .put("digest", request.digest().hex())
                        .put("risk", request.risk().wireName())
                        .put("terms", terms(request.terms()))
                        .put("requested", request.requestedAt().toString())
                        .put("state", state(record.approval()))
                        .build());
    }

    /**
     * @throws IllegalArgumentException when this version cannot read the record, or it breaks a
     *     rule of approvals
     */
    static ApprovalRecord record(String text) {
        try {
            return record(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an approval record is no JSON", e);
        }
    }

    private static ApprovalRecord record(JsonNode record) {
        var call = CallForm.call(record.path("call"));
        var binding =
                new Binding(
                        call.operation().name(),
                        Stored.string(record, "contract"),
                        Arguments.of(call.operation()),
                        call.target(),
                        OperationForm.plan(record.path("plan")),
                        CallForm.requester(call),
                        Stored.string(record, "policy_rev"));
        if (!binding.digest().hex().equals(Stored.string(record, "digest"))) {
            throw new IllegalArgumentException("an approval record is not what its digest says");
        }
        var request =
                new ApprovalRequest(
                        new ApprovalId(Stored.string(record, "id")),
                        binding,
                        Risk.valueOf(Stored.string(record, "risk").toUpperCase(Locale.ROOT)),
                        terms(record.path("terms")),
                        Instant.parse(Stored.string(record, "requested")),
                        call.reason());
        return new ApprovalRecord(
                new OperationId(Stored.string(record, "operation")),
                call,
                state(request, record.path("state")));
    }

    private static Json.Obj terms(ApprovalTerms terms) {
        return Json.object()
                .put(
                        "slots",
                        new Json.Arr(
                                terms.slots().wanted().stream()
                                        .<Json>map(ApprovalForm::slot)
                                        .toList()))
                .put("signed", terms.signed())
                .put("pending_s", terms.times().pending().toSeconds())
                .put("claim_s", terms.times().claim().toSeconds())
                .build();
    }

    private static Json.Obj slot(Slot slot) {
        return Json.object().put("role", slot.role()).put("n", slot.count()).build();
    }

    private static ApprovalTerms terms(JsonNode terms) {
        var slots = new ArrayList<Slot>();
        terms.path("slots")
                .forEach(slot ->
                        slots.add(new Slot(Stored.string(slot, "role"), slot.path("n").asInt())));
        return new ApprovalTerms(
                new Slots(slots),
                terms.path("signed").asBoolean(),
                new ApprovalTimes(
                        Duration.ofSeconds(terms.path("pending_s").asLong()),
                        Duration.ofSeconds(terms.path("claim_s").asLong())));
    }

    private static Json.Obj state(Approval approval) {
        var form =
                Json.object()
                        .put("name", approval.wireName())
                        .put("since", approval.since().toString())
                        .put("votes", votes(approval.votes()));
        switch (approval) {
            case Ended.Stale stale -> form.put("why", stale.why().wireName());
            case Ended.Revoked revoked ->
                    form.put("by", approver(revoked.by())).put("reason", revoked.reason());
            case Ended.Done done ->
                    form.put("ending", done.ending().name())
                            .put("claimed", done.claim().since().toString());
            case Approval.Pending _,
                    Approval.Approved _,
                    Approval.Consumed _,
                    Ended.Denied _,
                    Ended.Cancelled _,
                    Ended.Expired _ -> {}
        }
        return form.build();
    }

    private static Approval state(ApprovalRequest request, JsonNode state) {
        var votes = votes(state.path("votes"));
        var since = Instant.parse(Stored.string(state, "since"));
        return switch (Stored.string(state, "name")) {
            case "pending" -> new Approval.Pending(request, votes);
            case "approved" -> new Approval.Approved(request, votes);
            case "denied" -> new Ended.Denied(request, votes);
            case "cancelled" -> new Ended.Cancelled(request, votes, since);
            case "expired" -> new Ended.Expired(request, votes, since);
            case "stale" ->
                    new Ended.Stale(
                            request,
                            votes,
                            Staleness.valueOf(Stored.string(state, "why").toUpperCase(Locale.ROOT)),
                            since);
            case "revoked" ->
                    new Ended.Revoked(
                            request,
                            votes,
                            approver(state.path("by")),
                            Stored.optional(state, "reason"),
                            since);
            case "consumed" -> new Approval.Consumed(request, votes, since);
            case "done_ok", "done_failed", "done_unknown" ->
                    new Ended.Done(
                            new Approval.Consumed(
                                    request, votes, Instant.parse(Stored.string(state, "claimed"))),
                            Ending.valueOf(Stored.string(state, "ending")),
                            since);
            default -> throw new IllegalArgumentException("an unknown state of an approval");
        };
    }

    static Json.Arr votes(List<Vote> votes) {
        return new Json.Arr(votes.stream().<Json>map(ApprovalForm::vote).toList());
    }

    private static Json.Obj vote(Vote vote) {
        return Json.object()
                .put("by", approver(vote.by()))
                .put("choice", vote.choice().wireName())
                .put("digest", vote.digest().hex())
                .put("at", vote.at().toString())
                .put("reason", vote.reason())
                .build();
    }

    static List<Vote> votes(JsonNode votes) {
        var read = new ArrayList<Vote>();
        votes.forEach(vote ->
                read.add(
                        new Vote(
                                approver(vote.path("by")),
                                Vote.Choice.valueOf(
                                        Stored.string(vote, "choice").toUpperCase(Locale.ROOT)),
                                new Digest(Stored.string(vote, "digest")),
                                Instant.parse(Stored.string(vote, "at")),
                                Stored.optional(vote, "reason"))));
        return read;
    }

    static Json.Obj approver(Approver approver) {
        var form =
                Json.object()
                        .put("person", approver.person().name())
                        .put("roles", Json.texts(approver.roles().stream().sorted().toList()));
        return switch (approver.method()) {
            case Approver.Secret _ -> form.build();
            case Approver.Session(var proven) -> form.put("proven", proven.toString()).build();
            case Approver.Signed(var signature) ->
                    form.put("signature", signature.armour()).build();
        };
    }

    static Approver approver(JsonNode approver) {
        return new Approver(
                new Person(Stored.string(approver, "person")),
                Stored.words(approver.path("roles")),
                method(approver));
    }

    private static Approver.Method method(JsonNode approver) {
        var proven = Stored.optional(approver, "proven").map(Instant::parse);
        return Stored.optional(approver, "signature")
                .<Approver.Method>map(armour -> new Approver.Signed(new SshSignature(armour)))
                .or(() -> proven.map(Approver.Session::new))
                .orElseGet(Approver.Secret::new);
    }
}

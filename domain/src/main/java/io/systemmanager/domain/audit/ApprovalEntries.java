package io.systemmanager.domain.audit;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.sshsig.SshSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What entries about approvals hold. */
final class ApprovalEntries {
    private static final int MAX_REASON = 500;

    private ApprovalEntries() {}

    static void describe(Page entry, ApprovalEvent event) {
        switch (event) {
            case ApprovalEvent.Requested(var call, var decision, var id, var approval) -> {
                OperationEntries.intent(
                        entry, call, decision, id, approval.request().binding().plan());
                entry.put("approval", approval(entry, approval));
            }
            case ApprovalEvent.Viewed(var by, var shown) -> {
                entry.put("actor", Actors.of(by));
                about(entry, shown, shown.approval());
            }
            case ApprovalEvent.Voted voted -> {
                entry.put("actor", Actors.of(voted.by()));
                about(entry, voted.decided(), voted.decided().approval());
                why(entry, voted.vote().reason());
            }
            case ApprovalEvent.TakenBack(var call, var decision, var record, var ended) -> {
                OperationEntries.caller(entry, call);
                OperationEntries.decision(entry, decision);
                about(entry, record, ended);
            }
            case ApprovalEvent.Closed(var by, var record, var ended) -> {
                entry.put("actor", by.map(Actors::of).orElseGet(Actors::system));
                about(entry, record, ended);
                switch (ended) {
                    case Ended.Revoked revoked -> why(entry, revoked.reason());
                    case Ended.Stale stale -> why(entry, Optional.of(stale.why().wireName()));
                    case Ended.Denied _, Ended.Cancelled _, Ended.Expired _, Ended.Done _ -> {}
                }
            }
        }
    }

    private static void about(Page entry, ApprovalRecord record, Approval approval) {
        entry.put("op", op(record, record.operation()))
                .put(
                        "target",
                        new Json.Arr(
                                List.of(OperationEntries.target(entry, record.call().target()))))
                .put("approval", approval(entry, approval));
    }

    private static Json.Obj op(ApprovalRecord record, OperationId id) {
        var request = record.approval().request();
        return Json.object()
                .put("id", id.value())
                .put("name", request.operation().value())
                .put("risk", request.risk().wireName())
                .put("kind", "write")
                .build();
    }

    private static Json.Obj approval(Page entry, Approval approval) {
        var request = approval.request();
        var need = request.slots().wanted().stream().<Json>map(ApprovalEntries::slot).toList();
        return Json.object()
                .put("id", request.id().value())
                .put("state", approval.wireName())
                .put("need", new Json.Arr(need))
                .put("digest", request.digest().hex())
                .put("until", EntryDraft.time(request.pendingUntil()))
                .put("votes", votes(entry, approval.votes()))
                .build();
    }

    private static Json.Obj slot(Slot slot) {
        return Json.object().put("role", slot.role()).put("n", slot.count()).build();
    }

    /**
     * A signature stands where it was given, in the entry whose last vote it is under: an entry has
     * no room for those of all.
     */
    private static Json.Arr votes(Page entry, List<Vote> votes) {
        var all = new ArrayList<Json>();
        for (var vote : votes) {
            var form = vote(entry, vote);
            if (all.size() == votes.size() - 1) {
                var signature = signature(vote.by().method());
                form.put("key", signature.map(each -> each.key().text()))
                        .put("sig", signature.map(SshSignature::armour));
            }
            all.add(form.build());
        }
        return new Json.Arr(all);
    }

    private static Json.Builder vote(Page entry, Vote vote) {
        return Json.object()
                .put("by", vote.by().person().name())
                .put("roles", Json.texts(vote.by().roles().stream().sorted().toList()))
                .put("vote", vote.choice().wireName())
                .put("method", vote.by().method().wireName())
                .put("time", EntryDraft.time(vote.at()))
                .put("reason", vote.reason().map(words -> entry.words(words, MAX_REASON)));
    }

    private static Optional<SshSignature> signature(Approver.Method method) {
        return method instanceof Approver.Signed(var made) ? Optional.of(made) : Optional.empty();
    }

    private static void why(Page entry, Optional<String> reason) {
        reason.ifPresent(words ->
                entry.put(
                        "why",
                        Json.object().put("reason", entry.words(words, MAX_REASON)).build()));
    }
}

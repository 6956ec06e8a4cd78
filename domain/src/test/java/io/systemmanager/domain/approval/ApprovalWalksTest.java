package io.systemmanager.domain.approval;

import static io.systemmanager.domain.approval.SampleApprovals.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.json.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What holds on every walk through the states, whatever happens in whatever order: 20,000 walks of
 * 30 moves from fixed seeds. The rules are written here a second time, in the plainest form, and
 * none of the code under test is asked whether they hold.
 */
class ApprovalWalksTest {
    private static final int WALKS = 20_000;
    private static final int MOVES = 30;
    private static final Set<String> OWN = Set.of("ann");
    private static final Set<String> STATES =
            Set.of(
                    "pending",
                    "approved",
                    "denied",
                    "cancelled",
                    "expired",
                    "stale",
                    "revoked",
                    "consumed",
                    "done_ok",
                    "done_failed",
                    "done_unknown");
    private static final Set<String> FINAL =
            Set.of(
                    "denied",
                    "cancelled",
                    "expired",
                    "stale",
                    "revoked",
                    "done_ok",
                    "done_failed",
                    "done_unknown");

    private final Set<String> states = new TreeSet<>();
    private final Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);

    @Test
    void everyInvariantHoldsAfterEveryMove() {
        for (long seed = 0; seed < WALKS; seed++) {
            walk(seed);
        }
        assertThat(states).as("every state was reached").isEqualTo(STATES);
        assertThat(refusals)
                .as("every refusal was seen but those of a ledger")
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Refusal.STUCK, Refusal.TOO_MANY)));
    }

    private void walk(long seed) {
        var random = new RandomMoves(seed);
        var request = random.request();
        var digest = request.binding().digest();
        var now = NOON;
        var latest = new Latest(NOON);
        int claims = 0;
        Approval approval = new Approval.Pending(request);
        for (int i = 0; i < MOVES; i++) {
            now = random.next(now, approval);
            latest = latest.and(now);
            var told = seed % 2 == 0 ? latest.seen() : now; // every other clock goes back at times
            var move = random.move(request, digest);
            try {
                var next = step(approval, move, told, digest);
                checkState(next, digest);
                claims +=
                        name(approval).equals("approved") && name(next).equals("consumed") ? 1 : 0;
                must(claims <= 1, "I4: it is consumed at most once");
                approval = next;
            } catch (RuntimeException | AssertionError e) {
                var where = "seed %d, move %d, %s from %s".formatted(seed, i, move, name(approval));
                throw new AssertionError(where, e);
            }
        }
    }

    private Approval step(Approval approval, Move move, Instant now, Digest digest) {
        states.add(name(approval));
        return switch (approval.after(move, now)) {
            case Step.Refused(var why) -> {
                refusals.add(why);
                checkRefusal(approval, move, why);
                yield approval;
            }
            case Step.Moved(var next) -> {
                checkStep(approval, move, next, now, digest);
                states.add(name(next));
                yield next;
            }
        };
    }

    private static void checkRefusal(Approval from, Move move, Refusal why) {
        if (why == Refusal.NO_OPEN_SLOT) {
            var people = new ArrayList<>(from.votes().stream().map(v -> v.by().roles()).toList());
            people.add(((Move.Cast) move).by().roles());
            must(
                    EveryOrder.most(places(from.request()), people) < people.size(),
                    "I2: whom a slot needs is not turned away");
        }
    }

    private static void checkStep(
            Approval from, Move move, Approval to, Instant now, Digest digest) {
        must(!FINAL.contains(name(from)), "I8: what has ended stays as it is");
        must(!to.since().isBefore(from.since()), "nothing is dated before what came first");
        if (from instanceof Approval.Open) {
            boolean late = now.isAfter(deadline(from));
            must(late == to instanceof Ended.Expired, "I5: past its deadline it expires only");
        }
        switch (to) {
            case Approval.Consumed _ -> {
                must(name(from).equals("approved"), "only what was approved is consumed");
                must(move.equals(new Move.Claim(digest)), "I3: the claim is for what was asked");
            }
            case Ended.Done _ -> must(name(from).equals("consumed"), "what ended had begun");
            case Ended.Cancelled _ ->
                    must(
                            name(from).equals("pending")
                                    && ((Move.Cancel) move).by().value().equals("agent:bot"),
                            "only whoever asked cancels");
            case Ended.Revoked revoked -> {
                must(mayDecide(revoked.by(), to.request()), "I1: whoever revokes may decide");
                must(
                        !(revoked.by().method() instanceof Approver.Signed),
                        "a signature proves a vote and nothing else");
                must(name(from).matches("pending|approved"), "nothing is revoked once begun");
            }
            case Ended.Denied _, Approval.Pending _, Approval.Approved _ ->
                    must(name(from).equals("pending"), "votes count while it is pending");
            case Ended.Stale _ ->
                    must(name(from).matches("pending|approved"), "nothing is stale once begun");
            case Ended.Expired _ ->
                    must(name(from).matches("pending|approved"), "nothing expires once begun");
        }
    }

    private static void checkState(Approval approval, Digest digest) {
        var request = approval.request();
        var people = new HashSet<Person>();
        var agreeing = new ArrayList<Set<String>>();
        for (Vote vote : approval.votes()) {
            must(mayDecide(vote.by(), request), "I1: whoever votes may decide");
            must(people.add(vote.by().person()), "I2: a person votes once");
            must(vote.digest().equals(digest), "I3: each vote is for what was asked");
            must(!vote.at().isAfter(lastVote(request)), "I5: each vote is in time");
            if (vote.choice() == Vote.Choice.APPROVE) {
                agreeing.add(vote.by().roles());
                must(
                        !request.terms().signed() || vote.by().method() instanceof Approver.Signed,
                        "a vote in favour is signed where policy says so");
                must(isFresh(vote), "a session agrees to what is of high risk for five minutes");
            }
        }
        approval.votes().stream()
                .skip(Math.max(0, approval.votes().size() - 1)) // the others were looked at before
                .forEach(vote ->
                        must(isSigned(vote, request), "a signature is under exactly this vote"));
        boolean filled = EveryOrder.most(places(request), agreeing) == places(request).size();
        must(agreeing.size() <= places(request).size(), "I2: nobody votes whom no slot needs");
        switch (approval) {
            case Approval.Approved _, Approval.Consumed _, Ended.Done _ ->
                    must(filled, "I2: every slot is filled by a person of its own");
            case Approval.Pending _ -> must(!filled, "with every slot filled it is approved");
            case Ended.Denied denied ->
                    must(
                            denied.votes().getLast().choice() == Vote.Choice.DENY,
                            "a denial has a vote against");
            case Ended.Cancelled _, Ended.Expired _, Ended.Stale _, Ended.Revoked _ -> {}
        }
    }

    private static boolean isSigned(Vote vote, ApprovalRequest request) {
        var statement =
                "systemmanager-approval/v1\n%s\n%s\n%s\n%s\n"
                        .formatted(
                                request.id(),
                                request.binding().digest().hex(),
                                vote.choice().wireName(),
                                lastVote(request).toString().replace("Z", ".000Z"));
        return !(vote.by().method() instanceof Approver.Signed(var signature))
                || signature.signs("approval@systemmanager", statement);
    }

    private static boolean isFresh(Vote vote) {
        return switch (vote.by().method()) {
            case Approver.Secret _, Approver.Signed _ -> true;
            case Approver.Session(var proven) ->
                    !vote.at().isBefore(proven) && !vote.at().isAfter(proven.plusSeconds(300));
        };
    }

    private static boolean mayDecide(Approver someone, ApprovalRequest request) {
        return !OWN.contains(someone.person().name())
                && places(request).stream().anyMatch(someone.roles()::contains);
    }

    private static Instant deadline(Approval from) {
        var request = from.request();
        return from instanceof Approval.Pending
                ? lastVote(request)
                : from.votes().getLast().at().plus(request.terms().times().claim());
    }

    private static Instant lastVote(ApprovalRequest request) {
        return request.requestedAt().plus(request.terms().times().pending());
    }

    private static List<String> places(ApprovalRequest request) {
        return EveryOrder.places(request.slots());
    }

    private static String name(Approval approval) {
        return approval.wireName();
    }

    private static void must(boolean holds, String rule) {
        if (!holds) { // not by assertThat: this is asked millions of times
            throw new AssertionError(rule);
        }
    }
}

package io.systemmanager.domain.approval;

import static io.systemmanager.domain.approval.SampleApprovals.approver;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.policy.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Requests, moves and clocks from a seed; the wrong ones are frequent. */
final class RandomMoves {
    private static final Digest OTHER = Digest.of(new byte[] {1});
    private static final List<Approver> PEOPLE =
            List.of(
                    approver("ann", "operator", "security"),
                    approver("bot", "operator", "security"),
                    approver("bob", "operator"),
                    approver("dan", "operator"),
                    approver("cleo", "security"),
                    approver("eve", "operator", "security"),
                    approver("fay", "operator", "security"),
                    approver("mel", "owner"));

    private final Random random;

    RandomMoves(long seed) {
        random = new Random(seed);
    }

    ApprovalRequest request() {
        var slots = new ArrayList<Slot>();
        slots.add(new Slot("operator", 1 + random.nextInt(2)));
        if (random.nextBoolean()) {
            slots.add(new Slot("security", 1));
        }
        return SampleApprovals.asking(random.nextInt(128) == 0, slots.toArray(Slot[]::new));
    }

    Move move(ApprovalRequest request, Digest digest) {
        return switch (random.nextInt(16)) {
            case 0 -> new Move.Cancel(new Subject(random.nextBoolean() ? "agent:bot" : "agent:b"));
            case 1 -> new Move.Revoke(someone(request, choice()), Optional.empty());
            case 2 -> one(8, new Move.Spoil(pick(Staleness.values())), new Move.Lapse());
            case 3, 4 -> new Move.Lapse();
            case 5, 6 -> new Move.Finish(pick(Ending.values()));
            case 7, 8, 9 -> new Move.Claim(one(3, OTHER, digest));
            default -> cast(request, digest);
        };
    }

    /** Mostly a little later, at times back, and often at the very edge of the deadline. */
    Instant next(Instant now, Approval approval) {
        var until = approval instanceof Approval.Open open ? open.until() : now;
        return switch (random.nextInt(20)) {
            case 0 -> now.minus(Duration.ofHours(1));
            case 1 -> until;
            case 2 -> until.plusMillis(1);
            default -> now.plusSeconds(random.nextInt(120));
        };
    }

    private Move cast(ApprovalRequest request, Digest digest) {
        var choice = choice();
        return new Move.Cast(
                someone(request, choice), choice, one(8, OTHER, digest), Optional.empty());
    }

    private Vote.Choice choice() {
        return one(9, Vote.Choice.DENY, Vote.Choice.APPROVE);
    }

    private Approver someone(ApprovalRequest request, Vote.Choice choice) {
        var someone = PEOPLE.get(random.nextInt(PEOPLE.size()));
        boolean signs = request.terms().signed() && random.nextInt(4) != 0;
        if (signs) {
            var other = new ApprovalId("apr_" + "b".repeat(26));
            var until = request.pendingUntil();
            return SampleApprovals.signing(
                    someone,
                    switch (random.nextInt(12)) {
                        case 0 -> new Statement(other, request.digest(), choice, until).text();
                        case 1 -> new Statement(request.id(), OTHER, choice, until).text();
                        case 2 -> request.statement(flipped(choice)).text();
                        case 3 ->
                                new Statement(
                                                request.id(),
                                                request.digest(),
                                                choice,
                                                until.plusSeconds(1))
                                        .text();
                        default -> request.statement(choice).text();
                    });
        }
        var proven = SampleApprovals.NOON.plusSeconds(random.nextInt(600));
        return one(4, SampleApprovals.inSession(someone, proven), someone);
    }

    private static Vote.Choice flipped(Vote.Choice choice) {
        return choice == Vote.Choice.DENY ? Vote.Choice.APPROVE : Vote.Choice.DENY;
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** The rare one of two, once in that many times. */
    private <T> T one(int times, T rare, T usual) {
        return random.nextInt(times) == 0 ? rare : usual;
    }
}

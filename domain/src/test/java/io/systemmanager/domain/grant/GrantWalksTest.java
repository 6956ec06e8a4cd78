package io.systemmanager.domain.grant;

import static io.systemmanager.domain.grant.SampleGrants.NOON;
import static io.systemmanager.domain.grant.SampleGrants.approver;
import static io.systemmanager.domain.grant.SampleGrants.question;
import static io.systemmanager.domain.grant.SampleGrants.requester;
import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What holds on every walk through the states of a grant: 4,000 walks of 40 moves from fixed seeds.
 * The rules are written here a second time, in the plainest form; a walk keeps its own books and
 * compares each answer with them, both ways.
 */
class GrantWalksTest {
    private static final int WALKS = 4_000;
    private static final int MOVES = 40;
    private static final List<Approver> PEOPLE =
            List.of(
                    approver("bob", "operator"),
                    approver("dan", "operator"),
                    approver("cleo", "operator", "security"),
                    approver("ann", "operator", "security"));
    private static final List<List<Slot>> SLOTS =
            List.of(
                    List.of(new Slot("operator", 1)),
                    List.of(new Slot("operator", 2)),
                    List.of(new Slot("operator", 1), new Slot("security", 1)));

    private final Map<Unmet, Integer> refusals = new EnumMap<>(Unmet.class);
    private int answered;

    /** The books of one walk. */
    private static final class Books {
        final Map<String, Set<String>> voters = new HashMap<>();
        final List<Instant> uses = new ArrayList<>();
        Instant latest = NOON;
        boolean revoked;
    }

    @Test
    void everyAnswerIsWhatTheBooksSay() {
        for (long seed = 0; seed < WALKS; seed++) {
            walk(seed);
        }
        assertThat(answered).isGreaterThan(WALKS);
        assertThat(refusals.keySet())
                .as("every reason but those that no walk asks for")
                .contains(
                        Unmet.CRITICAL,
                        Unmet.HOLDER,
                        Unmet.OPERATION,
                        Unmet.PARAMETERS,
                        Unmet.DEMANDS,
                        Unmet.VOTES,
                        Unmet.EXPIRED,
                        Unmet.USED_UP,
                        Unmet.RATE);
    }

    private void walk(long seed) {
        var random = new Random(seed);
        var rate = new Rate(1 + random.nextInt(3), Rate.Per.MINUTE);
        var terms =
                SampleGrants.terms(
                        1 + random.nextInt(6), rate, Duration.ofMinutes(1 + random.nextInt(20)));
        var creator = PEOPLE.get(random.nextInt(PEOPLE.size()));
        var books = new Books();
        books.voters.put(creator.person().name(), creator.roles());
        StandingGrant grant = SampleGrants.live(StandingGrant.Live.begin(terms, creator));
        var now = NOON;
        for (int i = 0; i < MOVES; i++) {
            now = now.plusSeconds(random.nextInt(45) - 5L); // the clock goes back at times
            try {
                grant = move(random, grant, books, now);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed %d, move %d".formatted(seed, i), e);
            }
        }
    }

    private StandingGrant move(Random random, StandingGrant grant, Books books, Instant now) {
        if (!(grant instanceof StandingGrant.Live live)) {
            must(grant.remaining() == 0, "what is revoked answers nothing");
            must(grant.uses().equals(books.uses), "what was used stays so");
            return grant;
        }
        return switch (random.nextInt(20)) {
            case 0 -> {
                books.revoked = random.nextInt(4) == 0;
                yield books.revoked
                        ? ((GrantStep.Moved) live.revoke(PEOPLE.getFirst(), Optional.empty(), now))
                                .next()
                        : live;
            }
            case 1, 2, 3 -> agree(live, PEOPLE.get(random.nextInt(PEOPLE.size())), books, now);
            default -> ask(random, live, books, now);
        };
    }

    private static StandingGrant agree(
            StandingGrant.Live live, Approver by, Books books, Instant now) {
        var at = latest(books, now);
        boolean may =
                !books.voters.containsKey(by.person().name())
                        && at.isBefore(live.terms().expires());
        return switch (live.agree(by, live.terms().digest(), Optional.empty(), now)) {
            case GrantStep.Moved(var next) -> {
                must(may, "a person agrees once, and in time");
                books.voters.put(by.person().name(), by.roles());
                books.latest = at;
                yield next;
            }
            case GrantStep.Refused _ -> {
                must(!may, "who may agree is not turned away");
                yield live;
            }
        };
    }

    private StandingGrant ask(Random random, StandingGrant.Live live, Books books, Instant now) {
        var agent = random.nextInt(12) == 0 ? "agent:other" : "agent:bot";
        var client = random.nextInt(12) == 0 ? "other" : "cli";
        var action = random.nextInt(12) == 0 ? "stop" : "restart";
        int grace = random.nextInt(34);
        var risk = random.nextInt(12) == 0 ? Risk.CRITICAL : Risk.HIGH;
        var slots = SLOTS.get(random.nextInt(SLOTS.size()));
        Set<Verdict.Approve.Demand> demands =
                random.nextInt(12) == 0 ? Set.of(Verdict.Approve.Demand.SIGNED) : Set.of();
        var call =
                question(
                        requester(agent, client),
                        action,
                        grace,
                        risk,
                        new Verdict.Approve(slots, demands));
        var at = latest(books, now);
        boolean inBounds =
                agent.equals("agent:bot")
                        && client.equals("cli")
                        && action.equals("restart")
                        && grace <= 30
                        && risk != Risk.CRITICAL
                        && demands.isEmpty();
        long recent = books.uses.stream().filter(use -> use.isAfter(at.minusSeconds(60))).count();
        boolean expected =
                inBounds
                        && filled(slots, books)
                        && at.isBefore(live.terms().expires())
                        && books.uses.size() < live.terms().uses()
                        && recent < live.terms().rate().uses();
        return switch (live.answer(call, now)) {
            case GrantAnswer.Yes(_, _, var after) -> {
                must(expected, "it answers within its bounds only");
                answered++;
                books.uses.add(at);
                books.latest = at;
                must(after.uses().equals(books.uses), "each answer is counted once");
                yield after;
            }
            case GrantAnswer.No(var why) -> {
                must(!expected, "within its bounds it answers, and not " + why);
                refusals.merge(why, 1, Integer::sum);
                yield live;
            }
        };
    }

    private static Instant latest(Books books, Instant now) {
        return now.isAfter(books.latest) ? now : books.latest;
    }

    /** Tries all ways to seat those who agreed, but Ann, for whom the agent acts. */
    private static boolean filled(List<Slot> slots, Books books) {
        var places = new ArrayList<String>();
        slots.forEach(slot -> {
            for (int i = 0; i < slot.count(); i++) {
                places.add(slot.role());
            }
        });
        var people = new ArrayList<Set<String>>();
        books.voters.forEach((name, roles) -> {
            if (!name.equals("ann")) {
                people.add(roles);
            }
        });
        return seated(places, people);
    }

    private static boolean seated(List<String> places, List<Set<String>> people) {
        if (places.isEmpty()) {
            return true;
        }
        for (int i = 0; i < people.size(); i++) {
            var rest = new ArrayList<>(people);
            if (rest.remove(i).contains(places.getFirst())
                    && seated(places.subList(1, places.size()), rest)) {
                return true;
            }
        }
        return false;
    }

    private static void must(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }
}

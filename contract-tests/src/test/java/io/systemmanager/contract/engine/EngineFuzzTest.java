package io.systemmanager.contract.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * Right requests of every method in both generations of the protocol, spoilt in up to four ways:
 * whatever comes is answered in time, in the right form, and leaves nothing behind. A failure
 * prints the seed and the shortest list of mutations that fails; the next run begins with it.
 */
class EngineFuzzTest {
    private static final Duration SESSION_IDLE = Duration.ofSeconds(1);
    private static final int AS_LONG_AS_IT_LASTS = Integer.MAX_VALUE;

    private final EngineFixture engine = EngineFixture.full(SESSION_IDLE);
    private final FuzzClient client = new FuzzClient(engine.port());
    private final SessionPool sessions = new SessionPool(engine.port());
    private final TreeMap<String, Integer> endings = new TreeMap<>();
    private Counters before = Counters.nobody();

    /** A right request and what is done to it. */
    record Attack(RightRequests.Seed seed, List<Mutation> mutations) {
        Attack {
            mutations = List.copyOf(mutations);
        }

        Draft draft() {
            var draft = seed.draft().get();
            mutations.forEach(mutation -> mutation.applyTo(draft));
            return draft;
        }
    }

    @Provide
    Arbitrary<Attack> attacks() {
        var mutation =
                Combinators.combine(
                                Arbitraries.of(Mutation.Kind.class),
                                Arbitraries.integers().between(0, 63),
                                Arbitraries.integers().between(0, 63))
                        .as(Mutation::new);
        return Combinators.combine(
                        Arbitraries.of(RightRequests.all()),
                        mutation.list().ofMinSize(0).ofMaxSize(4))
                .as(Attack::new);
    }

    @BeforeProperty
    void countWhatIsInUse() throws Exception {
        for (var seed : RightRequests.all()) {
            whateverComesIsAnsweredInTimeAndInForm(new Attack(seed, List.of()));
        }
        endings.clear();
        client.close();
        before = Counters.settled(engine, Counters.nobody());
    }

    @Property(tries = AS_LONG_AS_IT_LASTS, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(UntilTimeIsUp.class)
    void whateverComesIsAnsweredInTimeAndInForm(@ForAll("attacks") Attack attack) {
        var draft = attack.draft();
        var bytes = draft.bytes(sessions::valueOf);
        try {
            var outcome = client.send(draft, bytes);
            AnswerRules.check(outcome, !draft.isNeverWhole());
            remember(outcome);
        } catch (IOException | AssertionError e) {
            var sent = new String(bytes, StandardCharsets.ISO_8859_1);
            throw new AssertionError(e.getMessage() + "\nin answer to\n" + sent, e);
        }
    }

    @AfterProperty
    void nothingIsLeft() throws Exception {
        client.close();
        var after = Counters.settled(engine, before);
        engine.close();
        Scale.report(
                "fuzzed for %s: %s; before %s, after %s"
                        .formatted(Scale.fuzzing(), endings, before, after));
    }

    private void remember(FuzzClient.Outcome outcome) {
        switch (outcome) {
            case FuzzClient.Outcome.Answered(var head, var body) -> {
                sessions.saw(body);
                endings.merge("" + head.status(), 1, Integer::sum);
                if (head.status() == 204 || head.status() == 404) {
                    sessions.renew(); // the session was ended
                }
            }
            case FuzzClient.Outcome.Streamed(_, var lines) -> {
                endings.merge("stream", 1, Integer::sum);
                lines.forEach(sessions::saw);
            }
            case FuzzClient.Outcome.Closed() -> endings.merge("closed", 1, Integer::sum);
        }
    }
}

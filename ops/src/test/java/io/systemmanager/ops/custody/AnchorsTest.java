package io.systemmanager.ops.custody;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.AnchorSink;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AnchorsTest {
    private static final LogKeys KEYS =
            LogKeys.of(LogKeys.origin("node7.example.org", 1), new byte[32], new byte[32]);

    private final List<LogEvent> said = new ArrayList<>();
    private final Memory memory = new Memory();
    private long size = 1;

    /** Remembers what it is shown, unless it is out of order. */
    private static final class Memory implements AnchorSink {
        private final List<SignedNote> shown = new ArrayList<>();
        private boolean broken;

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public Receipt show(SignedNote note) {
            if (broken) {
                return new Receipt.Failed("out of order");
            }
            shown.add(note);
            return new Receipt.Accepted();
        }

        @Override
        public Optional<SignedNote> last(String origin) {
            if (broken) {
                throw new LedgerUnavailable("out of order");
            }
            return shown.isEmpty() ? Optional.empty() : Optional.of(shown.getLast());
        }
    }

    private SignedNote note() {
        return KEYS.sign(new Checkpoint(KEYS.origin(), size, Hash.ofLeaf(new byte[1])));
    }

    /** An entry about an anchor makes the log longer, as it does in the server. */
    private void say(LogEvent event) {
        said.add(event);
        size++;
    }

    private Anchors anchors(AnchorSink... sinks) {
        return new Anchors(
                this::note,
                List.of(sinks),
                this::say,
                InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));
    }

    @Test
    void whenNobodyDoesAnythingTheLogDoesNotGrowByBeingShown() {
        try (var anchors = anchors(memory)) {
            for (int i = 0; i < 20; i++) {
                anchors.round();
            }
        }
        assertThat(said).containsExactly(new LogEvent.Anchored("memory", 1));
        assertThat(memory.shown).hasSize(2);
    }

    @Test
    void aFailureIsSaidOnceAndSoIsItsEnd() {
        try (var anchors = anchors(memory)) {
            anchors.round();
            memory.broken = true;
            for (int i = 0; i < 5; i++) {
                size++;
                anchors.round();
            }
            assertThat(anchors.failing()).isOne();
            memory.broken = false;
            anchors.round();
            anchors.round();
            assertThat(anchors.failing()).isZero();
        }
        assertThat(said)
                .extracting(LogEvent::type)
                .containsExactly("log.anchored", "log.anchor_failed", "log.anchored");
    }

    @Test
    void whatMustBeAnchoredIsWhenEveryAnchorTookTheNoteOfNow() {
        var other = new Memory();
        try (var anchors = anchors(memory, other)) {
            size = 5;
            assertThat(anchors.anchor()).isTrue();
            assertThat(sizeShownLast(memory)).isEqualTo(5);
            assertThat(sizeShownLast(other)).isGreaterThanOrEqualTo(5);

            size = 9;
            other.broken = true;
            assertThat(anchors.anchor()).isFalse();
        }
        try (var none = anchors()) {
            assertThat(none.isConfigured()).isFalse();
            assertThat(none.anchor()).isFalse();
        }
    }

    private static long sizeShownLast(Memory memory) {
        return Checkpoint.parse(memory.shown.getLast().text()).orElseThrow().size();
    }

    @Test
    void anAnswerToAnEarlierNoteSaysNothingOfTheNoteOfNow() throws Exception {
        var slow = new Slow();
        try (var anchors = anchors(slow)) {
            assertThat(anchors.anchor()).isFalse(); // it hangs on this one
            size = 50;
            slow.go.countDown();
            // Whether it waits for the earlier answer or is fast enough to show the next note.
            boolean anchored = anchors.anchor();
            assertThat(anchored).isEqualTo(slow.taken >= 50);
        }
    }

    /** Hangs on the first note until it may go on. */
    private static final class Slow implements AnchorSink {
        private final CountDownLatch go = new CountDownLatch(1);
        private volatile long taken;

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public Receipt show(SignedNote note) {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            taken = Checkpoint.parse(note.text()).orElseThrow().size();
            return new Receipt.Accepted();
        }

        @Override
        public Optional<SignedNote> last(String origin) {
            return Optional.empty();
        }
    }

    @Test
    void oneThatHangsDoesNotHoldUpTheOthers() {
        var never = new java.util.concurrent.CountDownLatch(1);
        AnchorSink stuck =
                new AnchorSink() {
                    @Override
                    public String name() {
                        return "stuck";
                    }

                    @Override
                    public Receipt show(SignedNote note) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return new Receipt.Accepted();
                    }

                    @Override
                    public Optional<SignedNote> last(String origin) {
                        return Optional.empty();
                    }
                };
        var anchors = anchors(stuck, memory);
        anchors.round();
        assertThat(memory.shown).isNotEmpty();
        assertThat(said)
                .containsExactlyInAnyOrder(
                        new LogEvent.AnchorFailed("stuck", "no answer in time"),
                        new LogEvent.Anchored("memory", 1));
        never.countDown();
        anchors.close();
    }

    @Test
    void operatorsSeeHowItWent() {
        try (var anchors = anchors(memory)) {
            anchors.round();
            memory.broken = true;
            anchors.round();
            var answer =
                    anchors.run(
                            new Caller.Operator(
                                    new Subject("operator:local"),
                                    new CredentialId("0badcafe"),
                                    Set.of(),
                                    new Person("local")),
                            JsonNodeFactory.instance.objectNode());
            assertThat(answer.toString())
                    .isEqualTo(
                            "{\"anchors\":[{\"name\":\"memory\",\"size\":1,"
                                    + "\"at\":\"2026-03-01T12:00:00Z\",\"error\":\"out of order\"}]}");
        }
    }

    @Test
    void onlyWhatTheLogsKeySignedIsRemembered() {
        memory.show(note());
        assertThat(Witnesses.remembered(List.of(memory), KEYS))
                .singleElement()
                .satisfies(each -> assertThat(each.checkpoint().size()).isOne());

        var seed = new byte[32];
        seed[0] = 1;
        assertThat(Witnesses.remembered(List.of(memory), LogKeys.of(KEYS.origin(), seed, seed)))
                .isEmpty();
        memory.broken = true;
        assertThat(Witnesses.remembered(List.of(memory), KEYS)).isEmpty();
    }
}

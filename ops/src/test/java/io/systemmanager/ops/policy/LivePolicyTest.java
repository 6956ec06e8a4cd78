package io.systemmanager.ops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePolicyTest {
    private static final String FIRST =
            """
            version: 1
            roles: {agent: {scopes: [docker:read]}}
            rules: [{id: read, ops: "**", risk: read, effect: allow}]
            """;
    private static final String OTHER = FIRST.replace("id: read", "id: look");
    private static final String WIDER = FIRST.replace("docker:read", "docker:read, audit:read");
    private static final String SPOILT = FIRST.replace("effect", "efect");
    private static final String FAILING =
            FIRST + "tests: [{who: \"agent:a\", op: containers_list, expect: allow}]\n";

    @TempDir Path folder;
    private Path file;
    private final Book book = new Book();
    private final AtomicInteger told = new AtomicInteger();
    private LivePolicy live;

    /** A ledger that remembers what was in force when it took an entry. */
    private final class Book implements Ledger {
        private final List<SystemEvent> events = new ArrayList<>();
        private final List<String> inForceThen = new ArrayList<>();
        private boolean shut;

        @Override
        public Commit commit(Change change) {
            if (shut) {
                throw new LedgerUnavailable("a planted fault");
            }
            events.add((SystemEvent) change.event());
            inForceThen.add(live.get().revision());
            return new Committed(events.size());
        }
    }

    @BeforeEach
    void begin() {
        file = folder.resolve("policy.yaml");
        write(FIRST);
        var first = (PolicyFile.Loaded) PolicyFile.read(file);
        live = new LivePolicy(file, first.rules(), book);
        live.follow(told::incrementAndGet);
    }

    @Test
    void aChangedFileIsTakenAtTheSecondLookThatFindsIt() {
        write(OTHER);
        live.look();
        assertThat(live.get().revision()).isEqualTo(revision(FIRST));

        live.look();

        assertThat(live.get().revision()).isEqualTo(revision(OTHER));
        assertThat(book.events)
                .containsExactly(new SystemEvent.PolicyLoaded(revision(OTHER), 1, OTHER));
    }

    @Test
    void aFileThatChangesFromLookToLookIsNotTaken() {
        write(OTHER);
        live.look();
        write(WIDER);
        live.look();
        write(OTHER);
        live.look();
        assertThat(live.get().revision()).isEqualTo(revision(FIRST));
        assertThat(book.events).isEmpty();
    }

    @Test
    void aPolicyIsRecordedBeforeItIsInForce() {
        put(OTHER);
        assertThat(book.inForceThen).containsExactly(revision(FIRST));
    }

    @Test
    void whatCannotBeRecordedDoesNotComeIntoForceUntilItCan() {
        book.shut = true;
        put(OTHER);
        assertThat(live.get().revision()).isEqualTo(revision(FIRST));

        book.shut = false;
        live.look();

        assertThat(live.get().revision()).isEqualTo(revision(OTHER));
    }

    @Test
    void aWrongFileChangesNothingAndIsSaidOnce() {
        put(SPOILT);
        live.look();
        live.look();

        assertThat(live.get().revision()).isEqualTo(revision(FIRST));
        assertThat(book.events).hasSize(1);
        assertThat(book.events.getFirst())
                .isInstanceOfSatisfying(
                        SystemEvent.PolicyRejected.class,
                        rejected -> {
                            assertThat(rejected.revision()).hasValue(revision(SPOILT));
                            assertThat(rejected.kept()).isEqualTo(revision(FIRST));
                            assertThat(rejected.problems()).isEqualTo(2);
                            assertThat(rejected.first()).startsWith("line 3,").contains("'effect'");
                        });
        assertThat(live.rejected()).isTrue();
        assertThat(live.check(Duration.ofSeconds(1)).orElseThrow().code())
                .isEqualTo(FaultCode.POLICY_NOT_TAKEN);
    }

    @Test
    void aFileWhoseOwnTestsFailIsNotTaken() {
        put(FAILING);
        assertThat(live.get().revision()).isEqualTo(revision(FIRST));
        assertThat(live.rejected()).isTrue();
    }

    @Test
    void aFileThatIsGoneIsSaidAndTheOldPolicyStays() throws IOException {
        Files.delete(file);
        live.look();
        live.look();
        live.look();
        assertThat(live.get().revision()).isEqualTo(revision(FIRST));
        assertThat(book.events)
                .containsExactly(
                        new SystemEvent.PolicyRejected(
                                Optional.empty(),
                                revision(FIRST),
                                1,
                                "the file cannot be read (NoSuchFileException)"));
    }

    @Test
    void aRejectionThatCouldNotBeRecordedIsRecordedLater() {
        book.shut = true;
        put(SPOILT);
        assertThat(live.rejected()).isTrue();

        book.shut = false;
        live.look();

        assertThat(book.events).hasSize(1);
    }

    @Test
    void theOldFilePutBackEndsTheRejectionAndIsNoNewPolicy() {
        put(SPOILT);
        put(FIRST);
        assertThat(live.rejected()).isFalse();
        assertThat(live.check(Duration.ofSeconds(1))).isEmpty();
        assertThat(book.events).hasSize(1);
    }

    @Test
    void aCorrectedFileIsTakenAndEndsTheRejection() {
        put(SPOILT);
        put(OTHER);
        assertThat(live.rejected()).isFalse();
        assertThat(live.get().revision()).isEqualTo(revision(OTHER));
    }

    @Test
    void whoFollowsIsToldOnlyWhenScopesChange() {
        put(OTHER);
        assertThat(told).hasValue(0);
        put(WIDER);
        assertThat(told).hasValue(1);
    }

    private void put(String text) {
        write(text);
        live.look();
        live.look();
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String revision(String text) {
        return PolicyFile.revision(text.getBytes(StandardCharsets.UTF_8));
    }
}

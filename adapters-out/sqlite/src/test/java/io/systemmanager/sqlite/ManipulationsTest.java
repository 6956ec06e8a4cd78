package io.systemmanager.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.port.EpochKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many random manipulations of a ledger of three epochs: each is found by every layer that the
 * format's threat table names, and nothing is said of a ledger that nobody manipulated. A tenth in
 * every build, all of it where {@code SYSTEMMANAGER_DRILLS} is {@code full}.
 */
class ManipulationsTest {
    private static final int ALL = 10_000;
    private static final int COUNT =
            "full".equals(System.getenv("SYSTEMMANAGER_DRILLS")) ? ALL : ALL / 10;
    private static final Subject OPERATOR = new Subject("operator:grace");

    @TempDir Path folder;

    private final List<LogKeys> epochs = new ArrayList<>(List.of(Samples.KEYS));
    private final List<byte[]> older = new ArrayList<>();
    private Checkpoint anchored = new Checkpoint(Samples.KEYS.origin(), 0, emptyRoot());
    private long lastEpoch;

    private static io.systemmanager.domain.merkle.Hash emptyRoot() {
        return io.systemmanager.domain.merkle.CompactRange.empty().root();
    }

    /** The keys as the server has them: of each epoch the seed before is gone. */
    private final EpochKeys kept =
            new EpochKeys() {
                @Override
                public List<LogKeys> kept() {
                    return List.of(epochs.getLast());
                }

                @Override
                public LogKeys next() {
                    return epochs.getLast().withEpoch(Samples.seed("epoch " + epochs.size()));
                }

                @Override
                public void settle(LogKeys sealing) {
                    if (!epochs.getLast().sameEpoch(sealing)) {
                        epochs.add(sealing);
                    }
                }
            };

    private Path file() {
        return folder.resolve("ledger.db");
    }

    @Test
    void everyManipulationIsFoundByEveryLayerThatMust() throws Exception {
        fill();
        var ledger = Files.readAllBytes(file());
        var size = LedgerCheck.verify(file(), kept).checkpoint();
        var layers =
                new Layers(
                        kept,
                        Samples.KEYS.log().verifier(),
                        Samples.KEYS.epoch().verifier(),
                        anchored,
                        size);
        var target =
                new Manipulation.Target(
                        file(),
                        size.size(),
                        epochs,
                        lastEpoch,
                        anchored,
                        older,
                        StoredRows.of(file()));
        var tried = new EnumMap<Manipulation, Integer>(Manipulation.class);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261125);
        var kinds = List.copyOf(EnumSet.allOf(Manipulation.class));
        for (int i = 0; i < COUNT; i++) {
            Files.write(file(), ledger);
            var kind = kinds.get(i % kinds.size());
            var must = kind.apply(target, random);
            var found = layers.thatObject(file());
            assertThat(found).as("%s, number %d", kind, i).containsAll(must);
            if (kind.isSeenByNoOther()) {
                assertThat(found).as("%s, number %d", kind, i).isEqualTo(must);
            }
            tried.merge(kind, must.isEmpty() ? 0 : 1, Integer::sum);
        }
        report(tried);
    }

    /** About 290 entries; the anchor stands ten entries before the end. */
    private void fill() throws IOException {
        try (var ledger = open()) {
            append(ledger, 90);
            ledger.rotate(OPERATOR);
            append(ledger, 110);
            ledger.rotate(OPERATOR);
            lastEpoch = size(ledger);
            append(ledger, 20);
        }
        older.add(Files.readAllBytes(file()));
        try (var ledger = open()) {
            append(ledger, 30);
        }
        older.add(Files.readAllBytes(file()));
        try (var ledger = open()) {
            append(ledger, 30);
        }
        anchored = LedgerCheck.verify(file(), kept).checkpoint();
        try (var ledger = open()) {
            append(ledger, 10);
        }
        assertThat(epochs).hasSize(3);
    }

    private SqliteLedger open() {
        return SqliteLedger.open(file(), Samples.opening().with(kept));
    }

    private static void append(SqliteLedger ledger, int entries) {
        for (int i = 0; i < entries; i++) {
            ledger.commit(new io.systemmanager.domain.port.Ledger.Append(Samples.failed("n" + i)));
        }
    }

    private static long size(SqliteLedger ledger) {
        return ((io.systemmanager.domain.port.Ledger.Committed) ledger.commit(Samples.append()))
                        .seq()
                + 1;
    }

    private static void report(Map<Manipulation, Integer> tried) {
        int changing = tried.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println(
                "drill: %d manipulations, %d of them changing something, every one found by each layer that must; 0 false alarms in %d looks at an untouched ledger"
                        .formatted(COUNT, changing, COUNT / Manipulation.values().length));
    }
}

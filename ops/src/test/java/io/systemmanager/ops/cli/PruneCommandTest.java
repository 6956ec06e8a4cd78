package io.systemmanager.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneCommandTest {
    @TempDir Path folder;

    @Test
    void oldEntriesGoIntoTheArchiveAcrossAChangeOfKeys() throws Exception {
        var place = new Workplace(folder);
        var archive = folder.resolve("archive");
        var keys = folder.resolve("keys");
        place.append(300);
        place.run("keys", "rotate");
        place.append(300);
        assertThat(place.run("audit", "prune", "--archive", archive.toString()).err())
                .contains("nothing to prune");

        var ran = place.run("audit", "prune", "--before", "600", "--archive", archive.toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("entries 0 to 511, SHA-256 ");
        assertThat(Files.readAllLines(archive)).hasSize(512);
        place.run("keys", "rotate");
        place.append(3);
        assertThat(place.verify().code()).isZero();
        var cut = Files.readAllLines(archive).get(301);
        assertThat(cut).contains("\"type\":\"log.key_rotated\"");
        var key = cut.replaceAll(".*\"epoch_vkey\":\"([^\"]+)\".*", "$1");
        Files.write(keys, List.of(key));
        assertThat(place.verify("--keys", keys.toString()).code()).isZero();
        assertThat(place.run("backup", folder.resolve("b.db").toString()).code()).isZero();
        assertThat(place.run("restore", folder.resolve("b.db").toString(), "--yes").code())
                .isZero();
    }

    @Test
    void anExportAfterPruningContinuesTheArchive() throws Exception {
        var place = new Workplace(folder);
        var archive = folder.resolve("archive");
        var export = folder.resolve("export");
        place.append(600);
        place.run("audit", "prune", "--before", "600", "--archive", archive.toString());

        var ran = place.run("audit", "export", "--to", export.toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains(", 512 to ").contains("with the archives in front of it");
        var lines = Stream.of(archive, export).flatMap(PruneCommandTest::lines).toList();
        assertThat(lines).hasSize(named(folder.resolve("export.note")));
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).contains("\"seq\":" + i + ",");
        }
        assertThat(place.run("audit", "export", "--from", "3", "--to", archive + "3").err())
                .contains("the entries before 512 were pruned");
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int named(Path note) throws IOException {
        return Integer.parseInt(Files.readAllLines(note).get(1));
    }

    @Test
    void besideARunningServerNothingIsPruned() throws Exception {
        var place = new Workplace(folder);
        place.append(300);
        try (var server = place.server(Map.of())) {
            assertThat(server.port()).isPositive();
            var ran = place.run("audit", "prune", "--before", "256", "--archive", "x");
            assertThat(ran.err()).contains("stop it first");
        }
    }

    @Test
    void anAgeThatIsNoneIsRefused() {
        var ran =
                new Workplace(folder)
                        .run("audit", "prune", "--older-than", "400", "--archive", "x");
        assertThat(ran.code()).isOne();
    }
}

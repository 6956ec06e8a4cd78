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
        place.operators();
        place.append(300);
        place.run("keys", "rotate");
        place.append(300);
        assertThat(place.run("audit", "prune", "--archive", archive.toString()).err())
                .contains("nothing to prune");

        var ran =
                place.agreed("audit", "prune", "--before", "600", "--archive", archive.toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("entries 0 to 511 go into ")
                .contains("ada agrees", "bob agrees")
                .contains("SHA-256 of the archive: ");
        assertThat(Files.readAllLines(archive)).hasSize(512);
        place.run("keys", "rotate");
        place.append(3);
        assertThat(place.verify().code()).isZero();
        var cut = Files.readAllLines(archive).get(303);
        assertThat(cut).contains("\"type\":\"log.key_rotated\"");
        var key = cut.replaceAll(".*\"epoch_vkey\":\"([^\"]+)\".*", "$1");
        Files.write(keys, List.of(key));
        assertThat(place.verify("--keys", keys.toString()).code()).isZero();
        assertThat(place.run("backup", folder.resolve("b.db").toString()).code()).isZero();
        assertThat(place.agreed("restore", folder.resolve("b.db").toString(), "--yes").code())
                .isZero();
    }

    @Test
    void anExportAfterPruningContinuesTheArchive() throws Exception {
        var place = new Workplace(folder);
        var archive = folder.resolve("archive");
        var export = folder.resolve("export");
        place.operators();
        place.append(600);
        place.agreed("audit", "prune", "--before", "600", "--archive", archive.toString());

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

    @Test
    void theEntryNamesBothWhoAgreed() throws Exception {
        var place = new Workplace(folder);
        place.operators();
        place.append(300);

        place.agreed("audit", "prune", "--before", "256", "--archive", folder + "/archive");

        assertThat(place.run("audit", "query", "--type", "audit.pruned", "--json").out())
                .contains("\"sub\":\"operator:ada\"}")
                .containsPattern("\"agreed\":\\[\\{\"by\":\"ada\",.*\\{\"by\":\"bob\",");
    }

    @Test
    void onePersonDoesNotPruneAlone() throws Exception {
        var place = new Workplace(folder);
        place.operators();
        place.append(300);
        var archive = folder.resolve("archive");
        var ada = place.secret("ada").toString();
        var prune = List.of("audit", "prune", "--before", "256", "--archive", archive.toString());

        assertThat(with(place, prune, "--secret-file", ada).err()).contains("no terminal");
        assertThat(with(place, prune, "--secret-file", ada, "--secret-file", ada).err())
                .contains("ada agreed already; another person must");
        Files.writeString(place.secret("bob"), "smt_guessed");
        assertThat(place.agreed(prune.toArray(String[]::new)).err())
                .contains("no operator's secret");

        assertThat(archive).doesNotExist();
        assertThat(place.run("audit", "query", "--type", "audit.pruned", "--json").out()).isEmpty();
        assertThat(place.verify().code()).isZero();
    }

    @Test
    void anArchiveThatIsThereIsToldBeforeAnybodyIsAsked() throws Exception {
        var place = new Workplace(folder);
        place.operators();
        place.append(300);
        var archive = Files.writeString(folder.resolve("archive"), "last year's");

        var ran =
                place.agreed("audit", "prune", "--before", "256", "--archive", archive.toString());

        assertThat(ran.err()).contains("is there already");
        assertThat(ran.out()).doesNotContain("agrees");
        assertThat(archive).hasContent("last year's");
    }

    @Test
    void whereTheSettingsWantOneOneIsEnough() throws Exception {
        var place = new Workplace(folder);
        place.append(300);
        var archive = folder.resolve("archive").toString();
        var prune = List.of("audit", "prune", "--before", "256", "--archive", archive);
        assertThat(with(place, prune).err())
                .contains("2 operators must agree, and there are credentials of 0");
        place.operators();
        Files.writeString(place.state.settings(), "ledger:\n  operators: 1\n");

        var ran = with(place, prune, "--secret-file", place.secret("bob").toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("bob agrees").doesNotContain("ada agrees");
    }

    private static Workplace.Ran with(Workplace place, List<String> command, String... more) {
        return place.run(Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new));
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

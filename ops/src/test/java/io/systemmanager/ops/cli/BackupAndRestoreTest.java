package io.systemmanager.ops.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.application.TokenOffice;
import io.systemmanager.domain.approval.Agreement;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.SecureRandomness;
import io.systemmanager.ops.ThisHost;
import io.systemmanager.ops.custody.Custodian;
import io.systemmanager.ops.custody.Rehearsal;
import io.systemmanager.ops.custody.Restore;
import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.LogKeyFiles;
import io.systemmanager.sqlite.BackupCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupAndRestoreTest {
    @TempDir Path folder;

    private Workplace place;
    private Path backup;
    private String secret;

    @BeforeEach
    void make() throws IOException {
        place = new Workplace(folder);
        backup = folder.resolve("backup.db");
        try (var ledger = place.ledger()) {
            var office =
                    new TokenOffice(ledger, ledger, InstantSource.system(), new SecureRandomness());
            secret = FirstStart.credentials(place.state, office).orElseThrow();
        }
        place.operators();
        place.append(300);
        place.run("keys", "rotate");
        place.append(3);
    }

    private static String ask(Path ledger, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static void tamper(Path ledger, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER audit_entry_is_not_changed");
            for (var sql : statements) {
                assertThat(statement.executeUpdate(sql)).isPositive();
            }
        }
    }

    @Test
    void aBackupIsACopyThatVerifiesAndIsRecorded() throws Exception {
        var ran = place.run("backup", backup.toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        var size = ask(backup, "SELECT count(*) FROM audit_entry");
        assertThat(ran.out()).contains(": " + size + " entries, root ");
        assertThat(ask(place.state.ledger(), "SELECT entry FROM audit_entry ORDER BY idx DESC"))
                .contains("\"type\":\"backup.created\"")
                .contains("\"backup\":{\"root\":")
                .contains("\"size\":" + size + "}");
        assertThat(place.run("backup", backup.toString()).err()).contains("is there already");
        assertThat(place.run("backup", folder.toString()).code()).isZero();
    }

    @Test
    void aBackupBesideTheServerIsRecordedByIt() throws Exception {
        var file = folder.resolve("secret");
        Files.writeString(file, secret);
        try (var server = place.server(Map.of())) {
            assertThat(server.port()).isPositive();
            var ran = place.run("backup", backup.toString(), "--secret-file", file.toString());
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("recorded");
        }
        assertThat(
                        ask(
                                place.state.ledger(),
                                "SELECT actor FROM v_entries WHERE type='backup.created'"))
                .isEqualTo("operator:local");
    }

    @Test
    void whatDoesNotVerifyIsNoBackup() throws Exception {
        tamper(place.state.ledger(), "UPDATE audit_entry SET entry='{}' WHERE idx=7");

        var ran = place.run("backup", backup.toString());

        assertThat(ran.err()).contains("entry 7 was changed");
        assertThat(backup).doesNotExist();
        assertThat(folder.resolve("backup.db.part")).doesNotExist();
    }

    @Test
    void aRestoredLedgerIsANewLogThatNamesTheOldOne() throws Exception {
        place.run("backup", backup.toString());
        place.run("keys", "rotate");
        place.append(4);
        var before = new LogKeyFiles(place.state).read();
        var lost = Files.readAllBytes(place.state.ledger());

        assertThat(place.run("restore", backup.toString()).code()).isEqualTo(2);
        assertThat(Files.readAllBytes(place.state.ledger())).isEqualTo(lost);
        var ran = place.agreed("restore", backup.toString(), "--yes");

        assertThat(ran.code()).as(ran.err()).isZero();
        var now = new LogKeyFiles(place.state).read();
        assertThat(now.origin()).isEqualTo("node7.example.org/systemmanager/audit/2");
        assertThat(now.log().verifier()).isNotEqualTo(before.log().verifier());
        assertThat(ran.out()).contains(LogKeyFiles.verifiers(now));
        assertThat(place.verify().out()).contains("/audit/2 size=5 ");
        assertThat(ask(place.state.ledger(), "SELECT entry FROM audit_entry"))
                .contains("\"agreed\":[{\"by\":\"ada\",")
                .contains("{\"by\":\"bob\",")
                .contains("\"incarnation\":2")
                .contains("\"restored\":\"node7.example.org/systemmanager/audit/1\\n")
                .contains("\"last\":\"node7.example.org/systemmanager/audit/1\\n");
        assertThat(place.state.root().resolve("ledger-restored-1.db")).exists();
        assertThat(place.state.root()).isDirectoryContaining("glob:**/ledger-replaced-*.db");
        assertThat(place.state.root().resolve("restore.tmp")).doesNotExist();
        place.append(5); // the new log goes on
        assertThat(place.verify().code()).isZero();
    }

    @Test
    void credentialsAndOperationsAreTakenOver() throws Exception {
        tamper(
                place.state.ledger(),
                "INSERT INTO operation VALUES(7,'op_x','agent:local',NULL,'x','running','t','t','{}')");
        place.run("backup", backup.toString());
        var size = Integer.parseInt(ask(backup, "SELECT count(*) FROM audit_entry"));
        place.agreed("restore", backup.toString(), "--yes");

        assertThat(ask(place.state.ledger(), "SELECT intent FROM operation"))
                .isEqualTo(Integer.toString(7 - size));
        try (var ledger = place.ledger()) {
            assertThat(ledger.all()).hasSize(4);
            var office =
                    new TokenOffice(ledger, ledger, InstantSource.system(), new SecureRandomness());
            assertThat(FirstStart.credentials(place.state, office)).isEmpty();
        }
    }

    @Test
    void aBackupThatSomebodyElseChangedIsNotRestored() throws Exception {
        place.run("backup", backup.toString());
        var present = Files.readAllBytes(place.state.ledger());
        tamper(backup, "UPDATE audit_entry SET entry='{}' WHERE idx=7");

        var ran = place.agreed("restore", backup.toString(), "--yes");

        assertThat(ran.code()).isOne();
        assertThat(ran.err()).contains("entry 7 was changed");
        assertThat(Files.readAllBytes(place.state.ledger())).isEqualTo(present);
    }

    @Test
    void onAnotherHostTheKeysThatWereKeptAreAskedFor() throws Exception {
        var keys = folder.resolve("keys");
        place.run("backup", backup.toString());
        Files.write(
                keys,
                List.of(
                        new LogKeyFiles(place.state).read().log().verifier().text(),
                        ask(
                                backup,
                                "SELECT json_extract(entry,'$.log.epoch_vkey') FROM audit_entry"
                                        + " WHERE idx=0")));
        var other = new Workplace(Files.createDirectory(folder.resolve("other")));

        assertThat(other.run("restore", backup.toString(), "--yes").err())
                .contains("does not verify");
        for (var name : List.of("ada", "bob")) { // whom the backup knows, and this host does not
            Files.copy(place.secret(name), other.secret(name));
        }
        var ran = other.agreed("restore", backup.toString(), "--yes", "--keys", keys.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(other.verify().out()).contains("/audit/2 size=5 ");
    }

    @Test
    void onePersonDoesNotRestoreAlone() throws Exception {
        place.run("backup", backup.toString());
        var present = Files.readAllBytes(place.state.ledger());

        var ran = restoredBy(place.secret("ada"), place.secret("ada"));

        assertThat(ran.err()).contains("ada agreed already; another person must");
        assertThat(Files.readAllBytes(place.state.ledger())).isEqualTo(present);
        assertThat(place.state.root().resolve("restore.tmp")).doesNotExist();
    }

    private Workplace.Ran restoredBy(Path one, Path other) {
        return place.run(
                "restore",
                backup.toString(),
                "--yes",
                "--secret-file",
                one.toString(),
                "--secret-file",
                other.toString());
    }

    @Test
    void whoseSecretWasRevokedSinceDoesNotAgree() throws Exception {
        place.run("backup", backup.toString());
        revoke("bob");

        var ran = place.agreed("restore", backup.toString(), "--yes");

        assertThat(ran.err()).contains("no operator's secret");
        assertThat(place.state.root().resolve("restore.tmp")).doesNotExist();
    }

    @Test
    void anOperatorWhomSomebodyPutIntoTheBackupNeitherAgreesNorComesIn() throws Exception {
        place.run("backup", backup.toString());
        var planted = place.secret("mallory");
        Files.copy(place.secret("bob"), planted);
        assertThat(
                        ask(
                                backup,
                                "UPDATE token SET subject='operator:mallory', person='mallory'"
                                        + " WHERE subject='operator:bob' RETURNING id"))
                .isNotEmpty();

        assertThat(restoredBy(place.secret("ada"), planted).err()).contains("no operator's secret");

        try (var ready = ready(new Restore(place.state, form(), InstantSource.system()))) {
            assertThat(ready.credentials())
                    .extracting(each -> each.subject().value())
                    .doesNotContain("operator:mallory", "operator:bob")
                    .contains("operator:ada");
        }
    }

    /** Nobody signed what stands behind the note. */
    @Test
    void anEntryThatSomebodyPutBehindTheBackupBearsNoCredentialOut() throws Exception {
        place.run("backup", backup.toString());
        var token =
                new TokenRecord(
                        new Subject("operator:mallory"),
                        Digest.of("guess".getBytes(UTF_8)),
                        Set.of(),
                        Set.of("operator"),
                        Optional.empty(),
                        InstantSource.system().instant(),
                        Optional.empty(),
                        Optional.empty());
        putBehind(backup, token);
        assertThat(BackupCheck.credentials(backup, Long.MAX_VALUE))
                .contains(new KeptCredential.Sound(token));

        var restore = new Restore(place.state, form(), InstantSource.system());
        try (var ready = ready(restore)) {
            assertThat(ready.credentials()).doesNotContain(token);
        }
    }

    private static void putBehind(Path ledger, TokenRecord token) throws SQLException {
        var entry =
                "{\"token\":{\"digest\":\"%s\"},\"type\":\"auth.token_issued\"}"
                        .formatted(token.digest().hex());
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                var append =
                        connection.prepareStatement(
                                "INSERT INTO audit_entry(idx, entry, leaf)"
                                        + " SELECT max(idx) + 1, ?, ? FROM audit_entry");
                var insert =
                        connection.prepareStatement(
                                "INSERT INTO token SELECT max(idx), ?, ?, ?, '[]', '[\"operator\"]',"
                                        + " ?, NULL, NULL, ? FROM audit_entry")) {
            append.setString(1, entry);
            append.setBytes(2, Hash.ofLeaf(entry.getBytes(UTF_8)).bytes());
            append.executeUpdate();
            insert.setString(1, token.id().value());
            insert.setString(2, token.secret().hex());
            insert.setString(3, token.subject().value());
            insert.setString(4, token.createdAt().toString());
            insert.setString(5, token.person().orElseThrow().name());
            insert.executeUpdate();
        }
    }

    @Test
    void whatWasRevokedSinceTheBackupStaysRevoked() throws Exception {
        place.operator("carol");
        place.run("backup", backup.toString());
        var id = revoke("carol");

        var ran = place.agreed("restore", backup.toString(), "--yes");

        assertThat(ran.out()).contains("stays revoked: " + id);
        assertThat(place.verify().out()).contains("/audit/2 size=7 ");
        assertThat(
                        ask(
                                place.state.ledger(),
                                "SELECT actor || ' ' || json_extract(entry, '$.token.cred')"
                                        + " FROM v_entries WHERE type='auth.token_revoked'"))
                .isEqualTo("operator:ada " + id);
        try (var ledger = place.ledger()) {
            assertThat(ledger.find(digest("carol")).orElseThrow().revokedAt()).isPresent();
            assertThat(ledger.find(digest("bob")).orElseThrow().revokedAt()).isEmpty();
        }
    }

    private String revoke(String name) throws IOException {
        try (var ledger = place.ledger()) {
            var id = ledger.find(digest(name)).orElseThrow().id();
            new TokenOffice(ledger, ledger, InstantSource.system(), new SecureRandomness())
                    .revoke(new Subject("operator:ada"), id);
            return id.value();
        }
    }

    private Digest digest(String name) throws IOException {
        return Digest.of(Files.readString(place.secret(name)).strip().getBytes(UTF_8));
    }

    private static final Agreement AGREED =
            new Agreement(
                    List.of(
                            new Caller.Operator(
                                    new Subject("operator:ada"),
                                    new CredentialId("0badcafe"),
                                    Set.of(),
                                    new Person("ada"))));

    private Restore.Ready ready(Restore restore) throws IOException {
        var log = new LogKeyFiles(place.state).read().log().verifier();
        return restore.check(backup, log, Optional.empty());
    }

    @Test
    void whatIsRestoredIsWhatWasVerified() throws Exception {
        place.run("backup", backup.toString());
        var restore = new Restore(place.state, form(), InstantSource.system());
        try (var ready = ready(restore)) {
            Files.writeString(backup, "another"); // while people type

            restore.run(ready, AGREED);
        }
        assertThat(place.verify().code()).isZero();
    }

    @Test
    void aServerThatWasStartedWhilePeopleTypedKeepsItsLedger() throws Exception {
        place.run("backup", backup.toString());
        var restore = new Restore(place.state, form(), InstantSource.system());
        try (var ready = ready(restore);
                var started = place.ledger()) {
            assertThat(started.all()).isNotEmpty();
            assertThatThrownBy(() -> restore.run(ready, AGREED))
                    .isInstanceOf(LedgerUnavailable.class);
        }
        assertThat(place.verify().out()).contains("/audit/1 ");
    }

    @Test
    void besideARunningServerNothingIsRestored() throws Exception {
        place.run("backup", backup.toString());
        try (var server = place.server(Map.of())) {
            assertThat(server.port()).isPositive();
            assertThat(place.run("restore", backup.toString(), "--yes").err())
                    .contains("stop it first");
        }
    }

    @Test
    void aRehearsalShowsThatARestoreWouldWorkAndLeavesNothing() throws Exception {
        var form = form();
        var rehearsal = new Rehearsal(place.state, form, InstantSource.system());
        assertThat(rehearsal.success()).isNaN();
        var before = Files.readAllBytes(place.state.ledger());

        rehearsal.run();

        assertThat(rehearsal.success()).isOne();
        assertThat(rehearsal.age()).isLessThan(java.time.Duration.ofMinutes(1));
        assertThat(place.state.root().resolve("rehearsal.tmp")).doesNotExist();
        assertThat(Files.readAllBytes(place.state.ledger())).isEqualTo(before);

        tamper(place.state.ledger(), "UPDATE audit_entry SET entry='{}' WHERE idx=7");
        assertThatThrownBy(rehearsal::run).hasMessageContaining("entry 7 was changed");
        assertThat(rehearsal.success()).isZero();
        assertThat(place.state.root().resolve("rehearsal.tmp")).doesNotExist();
    }

    private EntryForm form() throws IOException {
        return Custodian.form(place.state, HostIdentity.read(ThisHost.root()));
    }
}

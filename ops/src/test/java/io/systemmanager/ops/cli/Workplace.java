package io.systemmanager.ops.cli;

import io.systemmanager.application.TokenOffice;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.Assembly;
import io.systemmanager.ops.SecureRandomness;
import io.systemmanager.ops.Server;
import io.systemmanager.ops.ThisHost;
import io.systemmanager.ops.custody.Custodian;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.StateFolder;
import io.systemmanager.sqlite.SqliteLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A state folder with a ledger, and the command on it. */
final class Workplace {
    final StateFolder state;
    private final Path folder;

    /** What the command said, and how it ended. */
    record Ran(int code, String out, String err) {}

    Workplace(Path folder) {
        this.folder = folder;
        this.state = new StateFolder(folder.resolve("state"));
        try {
            Files.createDirectories(state.caKey().getParent());
            for (var certificate : state.certificates()) {
                Files.createFile(certificate); // to make real ones takes longer than most tests
            }
            firstStart();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts real certificates in the place of the empty files, for who serves or calls. */
    void makeCertificates() throws IOException {
        if (Files.size(state.serverCertificate()) == 0) {
            Files.delete(state.serverCertificate()); // a set that is not whole is made anew
            firstStart();
        }
    }

    private void firstStart() throws IOException {
        try {
            FirstStart.files(state, "node7.example.org");
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    SqliteLedger ledger() throws IOException {
        return Custodian.open(state, HostIdentity.read(ThisHost.root()));
    }

    /** Makes the log longer. */
    void append(int entries) throws IOException {
        try (var ledger = ledger()) {
            for (int i = 0; i < entries; i++) {
                ledger.commit(new Ledger.Append(new SystemEvent.ServerStarted()));
            }
        }
    }

    /** Ada and Bob become operators. */
    void operators() throws IOException {
        operator("ada");
        operator("bob");
    }

    /** Makes an operator, whose secret lies in a file of that name. */
    void operator(String name) throws IOException {
        try (var ledger = ledger()) {
            var issued =
                    new TokenOffice(ledger, ledger, InstantSource.system(), new SecureRandomness())
                            .issue(
                                    new Subject("system:init"),
                                    new Subject("operator:" + name),
                                    Set.of(),
                                    Set.of("operator"),
                                    Optional.empty(),
                                    Optional.empty());
            Files.writeString(secret(name), issued.secret() + "\n");
        }
    }

    Path secret(String name) {
        return folder.resolve(name + ".secret");
    }

    /** Runs it, and Ada and Bob agree. */
    Ran agreed(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        for (var name : List.of("ada", "bob")) {
            all.addAll(List.of("--secret-file", secret(name).toString()));
        }
        return run(all.toArray(String[]::new));
    }

    /** A server on a simulated host. */
    Server server(Map<Setting, String> more) throws IOException {
        makeCertificates();
        var settings =
                Settings.standard()
                        .with(Map.of(Setting.LISTEN_PORT, "0", Setting.ADMIN_PORT, "0"))
                        .with(more);
        return new Assembly(state, settings, HostIdentity.read(ThisHost.root())).simulated();
    }

    /** Runs {@code systemmanager} on the state folder, with a pin file of its own. */
    Ran run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--state");
        all.add(state.root().toString());
        var out = new StringWriter();
        var err = new StringWriter();
        int code =
                SystemManagerCommand.line()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    Ran verify(String... more) {
        var all = new ArrayList<>(List.of("audit", "verify", "--pin", pin().toString()));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    Path pin() {
        return folder.resolve("config/known_checkpoint");
    }

    void putBack(byte[] ledger) throws IOException {
        Files.write(state.ledger(), ledger);
    }
}

package io.systemmanager.ops.cli.audit;

import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.secret.SecretMarker;
import io.systemmanager.domain.text.VisibleText;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.ops.state.MarkKeyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells whether a secret was used, without the ledger ever having held it. */
@Command(
        name = "hash",
        description = {
            "Read a secret from the standard input, and tell its marks and the entries with them.",
            "Only months whose key is kept can be asked about."
        },
        mixinStandardHelpOptions = true)
final class FindSecret implements Callable<Integer> {
    private static final int LONGEST = 64 * 1024;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private LedgerOption ledger;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    FindSecret() {}

    @Override
    public Integer call() throws IOException {
        var secret = read();
        var markers = MarkKeyFiles.all(ledger.state().folder());
        if (markers.isEmpty()) {
            throw new IOException("there is no key of marks in the state folder");
        }
        var marks = marks(secret, markers);
        var out = spec.commandLine().getOut();
        marks.forEach(out::println);
        var found = new ArrayList<AuditRecord>();
        try (var trail = ledger.open()) {
            trail.each(
                    0,
                    trail.end(),
                    entry -> {
                        if (marks.stream().anyMatch(entry.text()::contains)) {
                            found.add(entry);
                        }
                    });
        }
        if (found.isEmpty()) {
            out.println("no entry holds one of these marks");
            return 0;
        }
        out.print(EntryView.head());
        found.forEach(entry -> out.print(EntryView.of(entry).row()));
        out.flush();
        return 0;
    }

    /** A line end that the shell put behind it is not part of it. */
    private static String read() throws IOException {
        var bytes = System.in.readNBytes(LONGEST + 1);
        var text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
        if (text.isEmpty() || bytes.length > LONGEST) {
            throw new IllegalArgumentException(
                    "give the secret on the standard input, at most 64 KiB of it");
        }
        return text;
    }

    /** A number or a truth value was marked as such. */
    private static Set<String> marks(String secret, List<SecretMarker> markers) {
        var values = new LinkedHashSet<Json>();
        values.add(Json.of(secret));
        values.add(Json.of(VisibleText.line(secret)));
        if (secret.matches("-?(0|[1-9][0-9]{0,14})")) {
            values.add(Json.of(Long.parseLong(secret)));
        }
        if (secret.equals("true") || secret.equals("false")) {
            values.add(Json.of(Boolean.parseBoolean(secret)));
        }
        var marks = new LinkedHashSet<String>();
        markers.forEach(marker -> values.forEach(value -> marks.add(marker.mark(value))));
        return marks;
    }
}

package io.systemmanager.ops.cli.audit;

import io.systemmanager.domain.trail.AuditPage;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.sqlite.StoredTrail;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds entries, the newest first. */
@Command(
        name = "query",
        description = "Find entries, the newest first.",
        mixinStandardHelpOptions = true)
final class Query implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private LedgerOption ledger;
    @Mixin private FilterOptions filter;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "1 to 100. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--before", paramLabel = "SEQ", description = "Only older entries than this.")
    private @Nullable Long before;

    @Option(names = "--json", description = "Print entries as they are stored, one a line.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Query() {}

    @Override
    public Integer call() throws IOException {
        var from = before == null ? OptionalLong.empty() : OptionalLong.of(before);
        var query = new AuditQuery(filter.conditions(Instant.now()), limit, from);
        try (var trail = ledger.open()) {
            print(whole(trail, query));
        }
        return 0;
    }

    /** One look at the log goes over a stretch of it; here nobody waits for an answer in time. */
    private static AuditPage whole(StoredTrail trail, AuditQuery query) {
        var found = new ArrayList<AuditRecord>();
        var page = trail.query(query);
        found.addAll(page.entries());
        while (found.size() < query.limit() && page.next().isPresent()) {
            var rest =
                    new AuditQuery(query.conditions(), query.limit() - found.size(), page.next());
            page = trail.query(rest);
            found.addAll(page.entries());
        }
        return new AuditPage(found, page.next());
    }

    private void print(AuditPage page) {
        var out = spec.commandLine().getOut();
        if (json) {
            page.entries().forEach(entry -> out.println(EntryView.of(entry).line()));
        } else {
            out.print(EntryView.head());
            page.entries().forEach(entry -> out.print(EntryView.of(entry).row()));
        }
        out.flush();
        page.next()
                .ifPresent(index ->
                        spec.commandLine().getErr().println("older entries: --before " + index));
    }
}

package io.systemmanager.ops.cli.audit;

import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.domain.trail.Condition;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells the whole story of one operation. */
@Command(
        name = "explain",
        description =
                "Tell the whole story of one operation: who, why, which rule, what came of it.",
        mixinStandardHelpOptions = true)
final class Explain implements Callable<Integer> {
    private static final int MOST = 100;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private LedgerOption ledger;

    @Parameters(index = "0", paramLabel = "OPERATION_ID", description = "Such as op_...")
    private String id;

    @Option(names = "--json", description = "Print its entries as they are stored, one a line.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Explain() {}

    @Override
    public Integer call() throws IOException {
        var about = new Condition.InOperation(new OperationId(id));
        try (var trail = ledger.open()) {
            var entries = trail.query(AuditQuery.newest(MOST, about)).entries().reversed();
            if (entries.isEmpty()) {
                throw new IllegalArgumentException("there is no entry about operation " + id);
            }
            var out = spec.commandLine().getOut();
            (json ? lines(entries) : new Story(id, views(entries)).lines()).forEach(out::println);
        }
        return 0;
    }

    private static List<String> lines(List<AuditRecord> entries) {
        return entries.stream().map(entry -> EntryView.of(entry).line()).toList();
    }

    private static List<EntryView> views(List<AuditRecord> entries) {
        return entries.stream().map(EntryView::of).toList();
    }
}

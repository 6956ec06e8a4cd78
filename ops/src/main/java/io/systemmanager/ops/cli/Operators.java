package io.systemmanager.ops.cli;

import io.systemmanager.application.Agreeing;
import io.systemmanager.domain.approval.Agreement;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.StateFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The operators who must agree before the command does it. */
public final class Operators {
    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description =
                    "Where an operator's secret is read; - for standard input. Given once for each"
                            + " who must agree; who is missing is asked on the terminal.")
    private List<String> files = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public Operators() {}

    /**
     * Has as many agree as the settings want.
     *
     * @param known the credentials among which theirs are
     * @throws IOException when one does not
     */
    public Agreement agree(StateFolder folder, List<TokenRecord> known) throws IOException {
        var settings = Settings.readIfThere(folder.settings());
        int needed = Integer.parseInt(settings.text(Setting.LEDGER_OPERATORS));
        var agreeing = new Agreeing(known, Instant.now(), needed);
        for (int i = 0; agreeing.missing() > 0; i++) {
            var operator = agreeing.hear(secret(i, needed));
            spec.commandLine().getOut().println(operator.person() + " agrees");
        }
        return agreeing.agreement();
    }

    private String secret(int number, int needed) throws IOException {
        return number < files.size()
                ? Secrets.read(files.get(number))
                : Secrets.ask("secret of operator %d of %d".formatted(number + 1, needed));
    }
}

package io.systemmanager.contract.docs;

import io.systemmanager.ops.cli.SystemManagerCommand;
import picocli.CommandLine;

/** The usage text of the command and of each sub-command. */
final class CommandPage {
    private static final int COLUMNS = 100;
    private static final String HEAD =
            """
            # The command

            `systemmanager` ends with 0 when it did what was asked, with 1 and one sentence on the \
            error output when it could not, and with 2 when the command line is wrong. From a source \
            tree it is called `ops/systemmanager`. With the variable `SYSTEMMANAGER_DEBUG` set, a \
            failure also prints its stack trace.
            """;

    private CommandPage() {}

    static String render() {
        var page = new StringBuilder(HEAD);
        render(new CommandLine(SystemManagerCommand.class), page);
        return page.toString();
    }

    private static void render(CommandLine command, StringBuilder page) {
        command.setUsageHelpWidth(COLUMNS);
        var usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing();
        page.append(
                "\n## `%s`\n\n```text\n%s\n```\n"
                        .formatted(command.getCommandSpec().qualifiedName(), usage));
        command.getSubcommands().values().forEach(sub -> render(sub, page));
    }
}

package io.systemmanager.ops.cli;

import io.systemmanager.ops.Version;
import io.systemmanager.ops.cli.approvals.ApprovalsCommand;
import io.systemmanager.ops.cli.audit.AuditCommand;
import io.systemmanager.ops.cli.grants.GrantsCommand;
import io.systemmanager.ops.cli.notifications.NotificationsCommand;
import io.systemmanager.ops.cli.policy.PolicyCommand;
import io.systemmanager.ops.settings.SettingsWrong;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command and its sub-commands; each answers 0, or 1 with one sentence on what is wrong. */
@Command(
        name = "systemmanager",
        description = "Lets AI agents look after this host, with policy and audit in the way.",
        mixinStandardHelpOptions = true,
        versionProvider = SystemManagerCommand.Versions.class,
        subcommands = {
            InitCommand.class,
            ServeCommand.class,
            CallCommand.class,
            TokenCommand.class,
            ApprovalsCommand.class,
            NotificationsCommand.class,
            GrantsCommand.class,
            PolicyCommand.class,
            AuditCommand.class,
            KeysCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            SystemManagerCommand.VersionCommand.class
        })
public final class SystemManagerCommand implements Callable<Integer> {

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    SystemManagerCommand() {}

    /** Runs the command line and answers its exit code. */
    public static int run(String... arguments) {
        return line().execute(arguments);
    }

    /** The command line, whose streams a test may set. */
    public static CommandLine line() {
        return new CommandLine(new SystemManagerCommand())
                .setExecutionExceptionHandler((failure, line, _) -> {
                    explain(failure, line.getErr());
                    return 1;
                });
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }

    private static void explain(Exception failure, PrintWriter err) {
        var what = failure instanceof SettingsWrong ? "the settings cannot be used: " : "";
        err.println("systemmanager: " + what + reason(failure));
    }

    private static String reason(Throwable failure) {
        var message = failure.getMessage();
        if (failure instanceof NoSuchFileException) { // whose message is the file alone
            return "there is no file " + message;
        }
        if (failure instanceof AccessDeniedException) {
            return "this account may not open " + message;
        }
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** The version, for {@code --version}. */
    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"systemmanager " + Version.current()};
        }
    }

    /** Prints the version. */
    @Command(name = "version", description = "Print the version.")
    static final class VersionCommand implements Callable<Integer> {
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @SuppressWarnings("NullAway.Init") // picocli sets it
        VersionCommand() {}

        @Override
        public Integer call() {
            spec.commandLine().getOut().println("systemmanager " + Version.current());
            return 0;
        }
    }
}

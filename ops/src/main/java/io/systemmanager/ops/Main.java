package io.systemmanager.ops;

import io.systemmanager.ops.cli.SystemManagerCommand;

/** Starts the {@code systemmanager} command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(SystemManagerCommand.run(arguments));
    }
}

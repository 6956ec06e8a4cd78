package io.systemmanager.ops.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What only people can say, above all their secrets. */
public final class Secrets {
    private Secrets() {}

    /** What a file holds; {@code -} is standard input. */
    static String read(String file) throws IOException {
        var bytes = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    /** Asks on the terminal, where it does not show. */
    static String ask(String prompt) throws IOException {
        return new String(terminal("give --secret-file").readPassword("%s: ", prompt));
    }

    /**
     * The terminal.
     *
     * @param instead what to do where there is none
     */
    public static Console terminal(String instead) throws IOException {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(() -> new IOException("there is no terminal to ask on: " + instead));
    }
}

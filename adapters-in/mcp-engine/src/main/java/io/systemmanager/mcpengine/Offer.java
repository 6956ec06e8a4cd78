package io.systemmanager.mcpengine;

import java.util.Optional;

/**
 * What an application offers through the engine; only that is declared, and every method of
 * anything else is unknown.
 *
 * @param listsChange whether the lists of tools, prompts and resources change while the server
 *     runs, which the {@link Announcer} then tells
 * @param structured who gets structured results and output schemas
 * @param announcer by which the application tells of changes
 * @param <P> the application's principal
 */
public record Offer<P>(
        Tools<P> tools,
        Optional<Resources<P>> resources,
        Optional<Prompts<P>> prompts,
        Optional<Completions<P>> completions,
        Optional<Tasks<P>> tasks,
        boolean listsChange,
        Structured structured,
        Announcer announcer) {

    /** Who gets structured results. Text says the same, so both together cost twice. */
    public sealed interface Structured {
        /** Every client whose revision knows them. */
        record Always() implements Structured {}

        /** Clients that declare this extension. */
        record OnRequest(String extension) implements Structured {}
    }

    /** Tools alone. */
    public static <P> Offer<P> of(Tools<P> tools) {
        return new Offer<>(
                tools,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                new Structured.Always(),
                new Announcer());
    }

    boolean wantsStructure(ClientCapabilities client) {
        return switch (structured) {
            case Structured.Always() -> true;
            case Structured.OnRequest(var extension) -> client.hasExtension(extension);
        };
    }
}

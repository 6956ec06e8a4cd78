package io.systemmanager.mcp;

import io.systemmanager.application.ToolDoor;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.text.VisibleText;
import io.systemmanager.mcpengine.PromptAnswer;
import io.systemmanager.mcpengine.PromptDescription;
import io.systemmanager.mcpengine.PromptRequest;
import io.systemmanager.mcpengine.Prompts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Ways of working that a person can start: each names the tools to call and their order. A caller
 * sees those whose tools it may all use. They are text of this program, so filling one in looks at
 * nothing and is not recorded; the calls that follow are. Thread-safe.
 */
final class SystemManagerPrompts implements Prompts<Caller.Agent> {
    private static final int LONGEST_SYMPTOM = 280;

    private static final Way TROUBLESHOOT =
            new Way(
                    Set.of(Declaration.CONTAINERS_GET, Declaration.CONTAINERS_LOGS),
                    new PromptDescription(
                            "troubleshoot_container",
                            "Find out why a container misbehaves, without changing anything.",
                            List.of(
                                    new PromptDescription.Argument("container", "name or id", true),
                                    new PromptDescription.Argument(
                                            "symptom",
                                            "what is wrong, at most 280 characters",
                                            false))));
    private static final Way LOAD =
            new Way(
                    Set.of(
                            Declaration.SYSTEM_STATUS,
                            Declaration.CONTAINERS_LIST,
                            Declaration.CONTAINERS_GET),
                    new PromptDescription(
                            "investigate_load",
                            "Find out what uses the processor, the memory and the disk.",
                            List.of()));

    private final ToolDoor door;
    private final String troubleshoot = text(TROUBLESHOOT.shown().name());
    private final String load = text(LOAD.shown().name());
    private final String change = text("then_change");

    SystemManagerPrompts(ToolDoor door) {
        this.door = door;
    }

    /**
     * A way of working.
     *
     * @param tools to which it sends a model
     */
    private record Way(Set<Declaration> tools, PromptDescription shown) {}

    @Override
    public List<PromptDescription> visibleTo(Caller.Agent caller) {
        var open = door.openTo(caller);
        return Stream.of(TROUBLESHOOT, LOAD)
                .filter(way -> open.containsAll(way.tools()))
                .map(Way::shown)
                .toList();
    }

    @Override
    public PromptAnswer get(PromptRequest<Caller.Agent> request) {
        return request.name().equals(LOAD.shown().name())
                ? unknown(LOAD, request).orElseGet(() -> said(LOAD, load))
                : unknown(TROUBLESHOOT, request).orElseGet(() -> troubleshooting(request));
    }

    private static Optional<PromptAnswer> unknown(Way way, PromptRequest<?> request) {
        var known = way.shown().arguments().stream().map(PromptDescription.Argument::name).toList();
        return known.containsAll(request.arguments().keySet())
                ? Optional.empty()
                : Optional.of(
                        new PromptAnswer.BadArgument(
                                "There is an unknown argument; known are: "
                                        + String.join(", ", known)
                                        + "."));
    }

    private PromptAnswer troubleshooting(PromptRequest<Caller.Agent> request) {
        var symptom = request.arguments().getOrDefault("symptom", "").strip();
        if (symptom.length() > LONGEST_SYMPTOM) {
            return new PromptAnswer.BadArgument("The argument symptom has at most 280 characters.");
        }
        ContainerRef container;
        try {
            container = new ContainerRef(request.arguments().getOrDefault("container", ""));
        } catch (IllegalArgumentException notOne) {
            return new PromptAnswer.BadArgument(
                    "The argument container is " + notOne.getMessage() + ".");
        }
        var steps = mayChange(request.principal()) ? troubleshoot + change : troubleshoot;
        var words = VisibleText.line(symptom, LONGEST_SYMPTOM);
        return said(
                TROUBLESHOOT,
                steps.replace("{container}", container.value())
                        + (words.isEmpty() ? "" : "\nWhat is wrong: " + words));
    }

    private boolean mayChange(Caller.Agent caller) {
        return door.openTo(caller).contains(Declaration.CONTAINERS_LIFECYCLE);
    }

    private static PromptAnswer said(Way way, String text) {
        return new PromptAnswer.Filled(
                way.shown().description(), List.of(PromptAnswer.Message.user(text.strip())));
    }

    private static String text(String name) {
        try (var in = SystemManagerPrompts.class.getResourceAsStream("prompts/" + name + ".md")) {
            if (in == null) {
                throw new IllegalStateException("no text for the prompt " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.systemmanager.mcp;

import io.systemmanager.application.Application;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.mcpengine.Announcer;
import io.systemmanager.mcpengine.Challenges;
import io.systemmanager.mcpengine.Offer;
import java.time.InstantSource;
import java.util.Optional;

/** All that agents are offered: tools, resources, prompts, completions and tasks. */
public final class AgentOffer {
    /**
     * The extension that a client declares to get structured results and output schemas: under
     * {@code extensions}, or under {@code experimental} where its revision has nothing else. Others
     * get text, which says the same.
     */
    public static final String STRUCTURED = "io.systemmanager/structured-output";

    private AgentOffer() {}

    /**
     * Makes it of the use cases.
     *
     * @param cursorKey 32 random bytes; cursors handed out before it changed are refused
     * @param challenges what a 403 tells
     * @param page where people see what waits; empty where they cannot reach it
     */
    public static Offer<Caller.Agent> of(
            Application application,
            InstantSource clock,
            byte[] cursorKey,
            Challenges challenges,
            Optional<RequestPage> page) {
        var parts = Parts.of(application, clock, cursorKey, page);
        var resources = new SystemManagerResources(application, parts);
        var prompts = new SystemManagerPrompts(application.tools());
        var names = new ContainerNames(parts.calls(), clock);
        return new Offer<>(
                new SystemManagerTools(application, parts, challenges),
                Optional.of(resources),
                Optional.of(prompts),
                Optional.of(new SystemManagerCompletions(application, names, resources, prompts)),
                Optional.of(new OperationTasks(application.own(), parts.witness())),
                true, // what a caller sees depends on the policy in force, which can change
                new Offer.Structured.OnRequest(STRUCTURED),
                new Announcer());
    }
}

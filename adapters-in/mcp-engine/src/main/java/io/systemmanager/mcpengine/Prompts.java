package io.systemmanager.mcpengine;

import java.util.List;

/**
 * The prompts that an application offers. Called from many threads at once.
 *
 * @param <P> the application's principal
 */
public interface Prompts<P> {

    /** Those that the principal sees, in a fixed order that depends on the principal only. */
    List<PromptDescription> visibleTo(P principal);

    /** Fills in a visible prompt, whose required arguments are there. */
    PromptAnswer get(PromptRequest<P> request);
}

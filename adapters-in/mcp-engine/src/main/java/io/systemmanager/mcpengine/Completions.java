package io.systemmanager.mcpengine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Suggests values for the arguments of prompts and resource templates. Called from many threads at
 * once.
 *
 * @param <P> the application's principal
 */
@FunctionalInterface
public interface Completions<P> {

    /** What is being filled in. */
    sealed interface Of {
        record Prompt(String name) implements Of {}

        record Template(String uriTemplate) implements Of {}
    }

    /**
     * A value that is being typed.
     *
     * @param argument its name
     * @param begun what is typed so far
     * @param others arguments that are known already
     */
    record Request<P>(
            P principal,
            Of of,
            String argument,
            String begun,
            Map<String, String> others,
            CallContext context) {
        public Request {
            others = Map.copyOf(others);
        }
    }

    /**
     * The values that fit, the best first; the first hundred of them are shown. None for an
     * argument that cannot be guessed; empty where the principal sees no such prompt or template.
     */
    Optional<List<String>> complete(Request<P> request);
}

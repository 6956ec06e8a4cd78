package io.systemmanager.ops.policy;

import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.policy.Glob;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The operations that this server has, by name. */
final class OperationNames {
    private static final Map<String, Declaration> TOOLS = tools();

    /**
     * An operation and its tool.
     *
     * @param tool carries its scope and risk
     */
    record Named(OperationName name, Declaration tool) {}

    private OperationNames() {}

    /**
     * @throws IllegalArgumentException when there is none of that name; the message may be shown
     */
    static Named named(String word) {
        var tool = TOOLS.get(word);
        if (tool == null) {
            throw new IllegalArgumentException(
                    "no such operation" + Suggestion.instead(word, List.copyOf(TOOLS.keySet())));
        }
        return new Named(new OperationName(word), tool);
    }

    static List<String> all() {
        return List.copyOf(TOOLS.keySet());
    }

    static boolean anyMatches(Glob glob) {
        return TOOLS.keySet().stream().anyMatch(glob::matches);
    }

    private static Map<String, Declaration> tools() {
        var tools = new TreeMap<String, Declaration>();
        Arrays.stream(Declaration.values())
                .forEach(tool -> tool.names().forEach(name -> tools.put(name.value(), tool)));
        return tools;
    }
}

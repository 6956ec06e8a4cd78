package io.systemmanager.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Knows which paths exist and which verbs each answers, before any handler is asked. */
final class RouteTable {
    private record Entry(List<String> segments, Set<String> verbs, Set<String> allowed) {
        boolean matches(List<String> path) {
            if (path.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < path.size(); i++) {
                var segment = segments.get(i);
                boolean same = segment.startsWith("{") || segment.equals(path.get(i));
                if (!same) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What the table says of a request. */
    sealed interface Match {
        record Known() implements Match {}

        record NoSuchPath() implements Match {}

        record WrongVerb(String allow) implements Match {}
    }

    private final Map<String, Entry> exact = new HashMap<>();
    private final List<Entry> patterns = new ArrayList<>();

    RouteTable(List<Route> routes) {
        var entries = new HashMap<String, Entry>();
        for (var route : routes) {
            var entry =
                    entries.computeIfAbsent(
                            route.path(),
                            path -> new Entry(split(path), new TreeSet<>(), new TreeSet<>()));
            entry.verbs().add(route.verb().name());
            if (route.offered()) {
                entry.allowed().add(route.verb().name());
            }
        }
        entries.forEach((path, entry) -> {
            if (path.contains("{")) {
                patterns.add(entry);
            } else {
                exact.put(path, entry);
            }
        });
    }

    Match match(String verb, String path) {
        var entry = exact.get(path);
        if (entry == null && !patterns.isEmpty()) {
            var segments = split(path);
            for (var pattern : patterns) {
                if (pattern.matches(segments)) {
                    entry = pattern;
                }
            }
        }
        if (entry == null) {
            return new Match.NoSuchPath();
        }
        return entry.verbs().contains(verb)
                ? new Match.Known()
                : new Match.WrongVerb(String.join(", ", entry.allowed()));
    }

    private static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }
}

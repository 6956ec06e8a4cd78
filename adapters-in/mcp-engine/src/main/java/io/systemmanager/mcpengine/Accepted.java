package io.systemmanager.mcpengine;

import java.util.List;
import java.util.Locale;

/** What the {@code Accept} headers allow (RFC 9110 §12.5.1). None at all allows everything. */
record Accepted(List<String> ranges) {
    Accepted {
        ranges = List.copyOf(ranges);
    }

    static Accepted of(RequestHeaders headers) {
        return new Accepted(
                headers.all("Accept").stream()
                        .flatMap(header -> List.of(header.split(",", -1)).stream())
                        .map(range -> range.strip().toLowerCase(Locale.ROOT))
                        .filter(range -> !range.isEmpty())
                        .toList());
    }

    boolean json() {
        return any("application/json", "application/*");
    }

    boolean events() {
        return any("text/event-stream", "text/*");
    }

    private boolean any(String type, String family) {
        if (ranges.isEmpty()) {
            return true;
        }
        return ranges.stream()
                .filter(range -> !range.matches(".*;\\s*q=0(\\.0*)?\\s*"))
                .map(range -> range.replaceFirst("\\s*;.*", ""))
                .anyMatch(
                        range -> range.equals(type) || range.equals(family) || range.equals("*/*"));
    }
}

package io.systemmanager.mcpengine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the {@code Accept} headers allow (RFC 9110 §12.5.1). None at all allows everything. */
record Accepted(List<String> ranges) {
    /** A weight of nothing. */
    private static final Pattern REFUSED = Pattern.compile(";\\s*q=0(\\.0*)?\\s*(;|$)");

    Accepted {
        ranges = List.copyOf(ranges);
    }

    static Accepted of(RequestHeaders headers) {
        var ranges = new ArrayList<String>();
        for (var header : headers.all("Accept")) {
            for (var part : header.split(",", -1)) {
                var range = part.strip().toLowerCase(Locale.ROOT);
                if (!range.isEmpty()) {
                    ranges.add(range);
                }
            }
        }
        return new Accepted(ranges);
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
        for (var range : ranges) { // asked several times a call: no pattern here
            int parameters = range.indexOf(';');
            var media = parameters < 0 ? range : range.substring(0, parameters).strip();
            boolean fits = media.equals(type) || media.equals(family) || media.equals("*/*");
            if (fits && (parameters < 0 || !REFUSED.matcher(range).find())) {
                return true;
            }
        }
        return false;
    }
}

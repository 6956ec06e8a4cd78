package io.systemmanager.domain.container;

import io.systemmanager.domain.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Keeps the newest matching lines of a log that may be of any length, in memory that is bounded by
 * the query's byte limit. Bytes go in as they come; a line is cut at {@link #LINE_BYTES}, whatever
 * its length.
 *
 * <p>Outputs whose bytes interleave each have their own {@link #feed}, so that a line of one is
 * never torn by bytes of another; lines enter the window in the order in which they end. Not
 * thread-safe.
 */
public final class LogWindow {

    /** What is kept of one line at most, in bytes before it is made visible. */
    public static final int LINE_BYTES = 4096;

    private final LogQuery query;
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private final ArrayList<Feed> feeds = new ArrayList<>();
    private final Feed only;
    private long bytes;
    private long omitted;

    private record Kept(String text, int bytes, boolean cut) {}

    public LogWindow(LogQuery query) {
        this.query = query;
        this.only = feed();
    }

    /** Takes the next bytes of a log that has one output; see {@link Feed#add}. */
    public void add(byte[] chunk, int from, int count) {
        only.add(chunk, from, count);
    }

    /** A new way into the window, for one output. */
    public Feed feed() {
        var feed = new Feed();
        feeds.add(feed);
        return feed;
    }

    /** What was kept; ends unfinished last lines. */
    public LogExcerpt excerpt(Optional<String> partial) {
        feeds.forEach(Feed::end);
        var lines = new ArrayList<String>(kept.size());
        int cut = 0;
        for (var each : kept) {
            lines.add(each.text());
            cut += each.cut() ? 1 : 0;
        }
        return new LogExcerpt(lines, omitted, cut, partial);
    }

    /** Puts the bytes of one output together to lines. */
    public final class Feed {
        private final byte[] line = new byte[LINE_BYTES];
        private int length;
        private boolean overlong;
        private boolean open;

        private Feed() {}

        /** Takes the next bytes of the output; they are copied, so the array may be used again. */
        public void add(byte[] chunk, int from, int count) {
            for (int i = from; i < from + count; i++) {
                if (chunk[i] == '\n') {
                    endLine();
                } else if (length < LINE_BYTES) {
                    line[length++] = chunk[i];
                    open = true;
                } else {
                    overlong = true;
                }
            }
        }

        private void end() {
            if (open) {
                endLine();
            }
        }

        private void endLine() {
            int end = overlong ? wholeCharacters() : withoutReturn();
            var text = new String(line, 0, end, StandardCharsets.UTF_8);
            boolean cut = overlong;
            length = 0;
            overlong = false;
            open = false;
            if (query.grep().map(pattern -> pattern.occursIn(text)).orElse(true)) {
                keep(text, cut);
            }
        }

        private int withoutReturn() {
            return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        }

        /** The cut may have gone through a character of several bytes; it is left out then. */
        private int wholeCharacters() {
            int start = length - 1;
            while (start > length - 4 && (line[start] & 0xc0) == 0x80) {
                start--;
            }
            int lead = line[start] & 0xff;
            int size = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            return start + size > length ? start : length;
        }
    }

    private void keep(String text, boolean cut) {
        var visible = VisibleText.line(text);
        var fitted = fit(visible);
        boolean shortened = cut || fitted.length() < visible.length();
        int size = fitted.getBytes(StandardCharsets.UTF_8).length + 1;
        kept.addLast(new Kept(fitted, size, shortened));
        bytes += size;
        while (kept.size() > query.tail() || (bytes > query.maxBytes() && kept.size() > 1)) {
            bytes -= kept.removeFirst().bytes();
            omitted++;
        }
    }

    /** A single line never takes more than the whole budget; cut between characters. */
    private String fit(String text) {
        int room = query.maxBytes() - 1;
        if (text.length() * 3L <= room) {
            return text;
        }
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (used > room) {
                return text.substring(0, i);
            }
            i += Character.charCount(c);
        }
        return text;
    }
}

package io.systemmanager.docker;

import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.container.LogWindow;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds the newest lines of a log that match, without reading more of it than that takes: first its
 * newest entries, then more and more of them until there are enough lines or no more log.
 *
 * <p>The engine counts entries of both outputs, matching or not, and a line of more than 16 KiB is
 * several; so the number asked for is only where the reading begins, never what is shown. It also
 * applies its tail before {@code until}, wherefore a log with {@code until} is read whole.
 */
final class LogReader {
    private static final int FIRST_ENTRIES = 1_000;
    private static final int GROWTH = 16;

    /** Beyond this many entries the next step is the whole log. */
    private static final int MOST_ENTRIES = 256_000;

    private static final int WHOLE = Integer.MAX_VALUE;
    private static final String TIME_RAN_OUT = "time ran out";
    private static final String BROKEN_OFF = "the container engine broke the log off";

    private final EngineApi api;
    private final ContainerId id;
    private final LogQuery query;

    LogReader(EngineApi api, ContainerId id, LogQuery query) {
        this.api = api;
        this.id = id;
        this.query = query;
    }

    /** One reading of the log's end; {@code trouble} is what ended it too early. */
    private record Pass(
            int asked, LogFrames frames, LogWindow window, Optional<EngineTrouble> trouble) {

        boolean sawTheWholeLog() {
            return trouble.isEmpty() && (asked == WHOLE || frames.entries() < asked);
        }
    }

    LogExcerpt read() {
        boolean terminal = api.inspect(id).hasTerminal();
        int asked = query.until().isPresent() ? WHOLE : Math.max(FIRST_ENTRIES, query.tail() + 1);
        var before = Optional.<LogExcerpt>empty();
        while (true) {
            var pass = pass(asked, terminal);
            if (pass.trouble().isPresent()) {
                return cutShort(pass, pass.trouble().get(), before);
            }
            if (pass.sawTheWholeLog()) {
                return pass.window().excerpt(Optional.empty());
            }
            var excerpt = pass.window().excerpt(Optional.of(onlyNewest(asked)));
            if (excerpt.omitted() > 0 || excerpt.lines().size() == query.tail()) {
                return excerpt; // as many lines or bytes as the query takes
            }
            before = Optional.of(excerpt);
            asked = asked >= MOST_ENTRIES ? WHOLE : asked * GROWTH;
        }
    }

    /**
     * What an earlier pass found is newer than what a broken one did, which begins further back.
     * Where nothing at all came, that is a fault.
     */
    private LogExcerpt cutShort(Pass pass, EngineTrouble trouble, Optional<LogExcerpt> before) {
        var why =
                switch (trouble.kind()) {
                    case TOO_LATE, SILENT -> TIME_RAN_OUT;
                    case BROKEN, ABSENT -> BROKEN_OFF;
                    case FORBIDDEN, REFUSED, UNREADABLE, AMBIGUOUS, INCOMPATIBLE -> throw trouble;
                };
        var newer = before.filter(excerpt -> !excerpt.lines().isEmpty());
        if (newer.isPresent()) {
            var found = newer.get();
            var partial = why + "; " + found.partial().orElse("");
            return new LogExcerpt(
                    found.lines(), found.omitted(), found.cut(), Optional.of(partial));
        }
        if (pass.frames().bytes() == 0 && before.isEmpty()) {
            throw trouble;
        }
        return pass.window().excerpt(Optional.of(why + " before the newest lines were reached"));
    }

    private static String onlyNewest(int entries) {
        return "only the newest %d entries were looked at".formatted(entries);
    }

    private Pass pass(int entries, boolean terminal) {
        var window = new LogWindow(query);
        var frames = new LogFrames(window);
        try {
            api.stream(path(entries), terminal ? frames::readRaw : frames::readFramed);
            return new Pass(entries, frames, window, Optional.empty());
        } catch (EngineTrouble e) {
            return new Pass(entries, frames, window, Optional.of(e));
        }
    }

    private String path(int entries) {
        boolean out = query.stream() != LogQuery.Stream.STDERR;
        boolean err = query.stream() != LogQuery.Stream.STDOUT;
        return "/containers/%s/logs?stdout=%b&stderr=%b&tail=%s%s%s"
                .formatted(
                        id.value(),
                        out,
                        err,
                        entries == WHOLE ? "all" : String.valueOf(entries),
                        query.since().map(at -> "&since=" + seconds(at)).orElse(""),
                        // The engine's until is inclusive, ours is not.
                        query.until().map(at -> "&until=" + seconds(at.minusNanos(1))).orElse(""));
    }

    private static String seconds(Instant at) {
        return "%d.%09d".formatted(at.getEpochSecond(), at.getNano());
    }
}

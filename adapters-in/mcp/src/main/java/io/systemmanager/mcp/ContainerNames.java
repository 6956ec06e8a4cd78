package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.systemmanager.application.Reply;
import io.systemmanager.application.Report;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.mcpengine.CallContext;
import io.systemmanager.mcpengine.CallStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * The names of containers, for a caller that is typing one. They come from a call of {@code
 * containers_list} like any other: judged and recorded. What it answered serves the same caller for
 * a few seconds, so that a word typed is one entry in the ledger and not one for each letter.
 * Thread-safe.
 */
final class ContainerNames {
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int MOST_CALLERS = 256;
    private static final int PAGE = 200;
    private static final Pattern TYPED = Pattern.compile("[a-zA-Z0-9_.-]{0,127}");

    private final Calls calls;
    private final InstantSource clock;
    private final SequencedMap<Asked, Known> known = new LinkedHashMap<>();

    ContainerNames(Calls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** Who asked, and for names with which beginning. */
    private record Asked(Caller.Agent caller, String begun) {}

    /**
     * What a call answered.
     *
     * @param whole whether these are all
     */
    private record Known(List<String> names, boolean whole, Instant until) {}

    /** The names that begin so, in order; none where the caller may not list. */
    List<String> beginning(String begun, Caller.Agent caller, CallContext context) {
        if (!TYPED.matcher(begun).matches()) {
            return List.of();
        }
        var all = names(new Asked(caller, ""), context);
        var fitting = all.whole() ? all : names(new Asked(caller, begun), context);
        return fitting.names().stream().filter(name -> name.startsWith(begun)).toList();
    }

    private Known names(Asked asked, CallContext context) {
        return fresh(asked).orElseGet(() -> keep(asked, ask(asked, context)));
    }

    private synchronized Optional<Known> fresh(Asked asked) {
        return Optional.ofNullable(known.get(asked))
                .filter(names -> clock.instant().isBefore(names.until()));
    }

    private synchronized Known keep(Asked asked, Known names) {
        known.remove(asked);
        if (known.size() >= MOST_CALLERS) {
            known.pollFirstEntry();
        }
        known.put(asked, names);
        return names;
    }

    private Known ask(Asked asked, CallContext context) {
        var arguments =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("state", "all")
                        .put("match", asked.begun() + "*")
                        .put("limit", PAGE);
        var call = new Calls.Call(Declaration.CONTAINERS_LIST, asked.caller(), arguments, context);
        var until = clock.instant().plus(KEPT);
        return calls.make(call, CallStream.silent())
                        instanceof
                        Calls.Ending.Replied(
                                Reply.Answered(Report.Containers(var _, var page)),
                                var _)
                ? new Known(
                        page.rows().stream().map(ContainerSummary::name).toList(),
                        page.rows().size() == page.total(),
                        until)
                : new Known(List.of(), true, until);
    }
}

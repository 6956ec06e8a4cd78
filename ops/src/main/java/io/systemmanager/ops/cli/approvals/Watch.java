package io.systemmanager.ops.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what comes to wait, as it comes. */
@Command(
        name = "watch",
        description = "List what waits, and go on with what changes, until it is interrupted.",
        mixinStandardHelpOptions = true)
final class Watch extends Asking {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Option(names = "--json", description = "Print each in one line of JSON.")
    private boolean json;

    private final Map<String, String> shown = new HashMap<>();

    Watch() {}

    @Override
    public Integer call() throws IOException {
        while (true) {
            print(asked(request()));
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
    }

    @Override
    protected ObjectNode request() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("command", "approvals.list")
                .put("all", !shown.isEmpty());
    }

    /** What waits at first; later whatever is not as it was shown. */
    @Override
    protected void print(JsonNode answer) {
        for (var each : answer.path("approvals")) {
            var id = each.path("id").asText();
            var now = each.path("state") + " " + each.path("votes").size();
            boolean open = each.path("state").asText().matches("pending|approved");
            if ((open || shown.containsKey(id)) && !now.equals(shown.put(id, now))) {
                say(json ? each.toString() : new Card(each).line());
            }
        }
    }
}

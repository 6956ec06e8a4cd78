package io.systemmanager.ops.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import io.systemmanager.ops.custody.AnchorNames;
import io.systemmanager.ops.custody.Witnesses;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.LogKeyFiles;
import java.io.IOException;
import java.time.InstantSource;
import picocli.CommandLine.Command;

/** The anchors and how it went with them last: by the running server, else what they remember. */
@Command(
        name = "anchors",
        description = "List the anchors and the last checkpoint that each took.",
        mixinStandardHelpOptions = true)
final class ShowAnchors extends Asking {

    @Override
    public Integer call() throws IOException {
        if (serverRuns()) {
            return super.call();
        }
        var settings = Settings.read(folder().settings());
        var sinks = AnchorNames.sinks(settings, InstantSource.system());
        settings.list(Setting.AUDIT_ANCHORS).forEach(this::say);
        Witnesses.remembered(sinks, new LogKeyFiles(folder()).read())
                .forEach(each ->
                        say(each.whose() + " remembers " + each.checkpoint().size() + " entries"));
        say("no server runs");
        return 0;
    }

    @Override
    protected ObjectNode request() {
        return JsonNodeFactory.instance.objectNode().put("command", "audit.anchors");
    }

    @Override
    protected void print(JsonNode answer) {
        if (answer.path("anchors").isEmpty()) {
            say("there is none: set audit.anchors");
        }
        answer.path("anchors").forEach(each -> say(line(each)));
    }

    private static String line(JsonNode anchor) {
        var took =
                anchor.has("size")
                        ? "took %d entries at %s"
                                .formatted(anchor.path("size").asLong(), anchor.path("at").asText())
                        : "took none yet";
        var fault = anchor.has("error") ? ", fails: " + anchor.path("error").asText() : "";
        return anchor.path("name").asText() + " " + took + fault;
    }
}

package io.systemmanager.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.ops.Trust;
import io.systemmanager.ops.Version;
import io.systemmanager.ops.state.AgentEndpoint;
import io.systemmanager.ops.state.StateFolder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls one tool as the agent, the way that every client does: over HTTPS, with its token. */
@Command(
        name = "call",
        description = "Call one tool as the agent and print its answer.",
        mixinStandardHelpOptions = true)
final class CallCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String REVISION = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";
    private static final String DATA = "data:";

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private StateOption state;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Default: where the server of the state folder listens.")
    private @Nullable Integer port;

    @Parameters(index = "0", paramLabel = "TOOL", description = "The tool's name.")
    private String tool;

    @Parameters(
            index = "1",
            paramLabel = "JSON",
            defaultValue = "{}",
            description = "Its arguments.")
    private String arguments;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    CallCommand() {}

    @Override
    public Integer call() throws Exception {
        var folder = state.folder();
        int at = port == null ? portOf(folder) : port;
        var token = Files.readString(folder.agentToken()).strip();
        try (var client =
                HttpClient.newBuilder().sslContext(Trust.in(folder.caCertificate())).build()) {
            var response = client.send(request(at, token), HttpResponse.BodyHandlers.ofString());
            return print(answer(response));
        } catch (ConnectException none) {
            throw new IOException(
                    "no server listens on port %d of this host; start it, or name its port with --port"
                            .formatted(at),
                    none);
        }
    }

    private static int portOf(StateFolder folder) throws IOException {
        return AgentEndpoint.portIn(folder)
                .orElseThrow(() ->
                        new IOException(
                                "no server runs on %s; start it, name its folder with --state, or its port with --port"
                                        .formatted(folder.root())));
    }

    /** What takes long comes as the last event of a stream. */
    private static JsonNode answer(HttpResponse<String> response) throws IOException {
        var type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("text/event-stream")) {
            return MAPPER.readTree(response.body());
        }
        return MAPPER.readTree(
                response.body()
                        .lines()
                        .filter(line -> line.startsWith(DATA))
                        .map(line -> line.substring(DATA.length()))
                        .reduce((_, later) -> later)
                        .orElseThrow(() -> new IOException("the server broke its answer off")));
    }

    private HttpRequest request(int at, String token) throws IOException {
        var meta = MAPPER.createObjectNode();
        meta.put(META + "protocolVersion", REVISION);
        meta.putObject(META + "clientCapabilities");
        meta.putObject(META + "clientInfo")
                .put("name", "systemmanager call")
                .put("version", Version.current());
        var body = MAPPER.createObjectNode();
        body.put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
        var parameters = body.putObject("params");
        parameters.put("name", tool);
        parameters.set("arguments", MAPPER.readTree(arguments));
        parameters.set("_meta", meta);
        return HttpRequest.newBuilder(URI.create("https://localhost:" + at + "/mcp"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", REVISION)
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool)
                .POST(HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body)))
                .build();
    }

    private int print(JsonNode answer) {
        var result = answer.path("result");
        var out = spec.commandLine().getOut();
        if (result.isMissingNode()) {
            spec.commandLine().getErr().println(answer);
            return 1;
        }
        result.path("content").forEach(block -> out.println(block.path("text").asText()));
        return result.path("isError").asBoolean(false) ? 1 : 0;
    }
}

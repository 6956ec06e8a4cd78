package io.systemmanager.javasdk;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Connects with a token, lists tools and containers, reads the status and restarts one container.
 * Prints one line for each, the answer's line breaks as spaces; any failure ends it with an
 * exception. The private CA comes through {@code javax.net.ssl.trustStore}.
 */
public final class RestartingClient {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final McpSyncClient client;
    private final PrintStream out;

    RestartingClient(McpSyncClient client, PrintStream out) {
        this.client = client;
        this.out = out;
    }

    /** Arguments: the URL of the MCP endpoint, the file with the token, the container's name. */
    public static void main(String[] arguments) throws IOException {
        var endpoint = URI.create(arguments[0]);
        var token = Files.readString(Path.of(arguments[1])).strip();
        try (var client =
                McpClient.sync(transport(endpoint, token)).requestTimeout(LIMIT).build()) {
            new RestartingClient(client, System.out).run(arguments[2]);
        }
    }

    private static HttpClientStreamableHttpTransport transport(URI endpoint, String token) {
        return HttpClientStreamableHttpTransport.builder(endpoint.resolve("/").toString())
                .endpoint(endpoint.getPath())
                .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
                .build();
    }

    private void run(String container) {
        out.println("protocol " + client.initialize().protocolVersion());
        client.listTools().tools().forEach(tool -> out.println("tool " + tool.name()));
        call("system_status", Map.of());
        call("containers_list", Map.of());
        call(
                "containers_lifecycle",
                Map.of(
                        "container", container,
                        "action", "restart",
                        "reason", "interop test of the Java SDK client"));
    }

    private void call(String tool, Map<String, Object> arguments) {
        var result = client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
        var text =
                result.content().stream()
                        .map(RestartingClient::text)
                        .collect(Collectors.joining(" "));
        if (Boolean.TRUE.equals(result.isError())) {
            throw new IllegalStateException(tool + " failed: " + text);
        }
        out.println(tool + " " + text.replace('\n', ' '));
    }

    private static String text(Content content) {
        return content instanceof TextContent text ? text.text() : content.type();
    }
}

package io.systemmanager.contract.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.contract.fixture.ClientAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A bare client: what it sends is what a test says, good or bad. */
public final class McpClient {
    public static final String MODERN = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final int port;
    private final String token;

    /** A client that trusts that authority. */
    public McpClient(Path authority, int port, String token) {
        this(authority, port, token, Optional.empty());
    }

    /**
     * @param own key and certificate that it shows; its entries have the password of {@link
     *     ClientAuthority}
     */
    McpClient(Path authority, int port, String token, Optional<KeyStore> own) {
        this.http =
                HttpClient.newBuilder()
                        .sslContext(trusting(authority, own))
                        .connectTimeout(Duration.ofSeconds(10))
                        .build();
        this.port = port;
        this.token = token;
    }

    /** What it sends with: it trusts the server's authority. */
    public HttpClient http() {
        return http;
    }

    /** A status, a body and the headers that a test looks at. */
    public record Answer(int status, String body, java.net.http.HttpHeaders headers) {
        public JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + body, e);
            }
        }

        /** The text of a tool's answer. */
        public String text() {
            return json().at("/result/content/0/text").asText();
        }

        /** The error in a tool's answer. */
        public JsonNode toolError() {
            try {
                return MAPPER.readTree(text()).path("error");
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + text(), e);
            }
        }
    }

    /** Calls a tool in the stateless revision. */
    public Answer call(String tool, String arguments) {
        return send(callRequest(tool, arguments).build());
    }

    /** Such a call, to be changed before it is sent. */
    public HttpRequest.Builder callRequest(String tool, String arguments) {
        var params = MAPPER.createObjectNode().put("name", tool);
        params.set("arguments", parse(arguments));
        return modern("tools/call", params).header("Mcp-Name", tool);
    }

    /** Lists the tools that this token sees. */
    public Answer listTools() {
        return send(modern("tools/list", MAPPER.createObjectNode()).build());
    }

    /** A request of the stateless revision. */
    public HttpRequest.Builder modern(String method, ObjectNode params) {
        var meta = params.putObject("_meta");
        meta.put(META + "protocolVersion", MODERN);
        meta.putObject(META + "clientCapabilities");
        meta.putObject(META + "clientInfo").put("name", "contract").put("version", "1");
        var body = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", 7);
        body.put("method", method).set("params", params);
        return post(body.toString())
                .header("MCP-Protocol-Version", MODERN)
                .header("Mcp-Method", method);
    }

    /** A POST of any bytes, with the token if there is one. */
    public HttpRequest.Builder post(String body) {
        var request =
                request("/mcp")
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    /** A request to any path, without the token. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    public Answer send(HttpRequest request) {
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A client's trust in that authority and in nothing else. */
    public static SSLContext trusting(Path authority) {
        return trusting(authority, Optional.empty());
    }

    private static SSLContext trusting(Path authority, Optional<KeyStore> own) {
        try (var in = Files.newInputStream(authority)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(keys(own), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyManager @Nullable [] keys(Optional<KeyStore> own)
            throws GeneralSecurityException {
        if (own.isEmpty()) {
            return null;
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.get(), ClientAuthority.PASSWORD);
        return keys.getKeyManagers();
    }
}

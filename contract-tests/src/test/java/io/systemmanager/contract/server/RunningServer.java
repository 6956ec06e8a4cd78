package io.systemmanager.contract.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.TokenOffice;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.Assembly;
import io.systemmanager.ops.SecureRandomness;
import io.systemmanager.ops.Server;
import io.systemmanager.ops.ThisHost;
import io.systemmanager.ops.custody.Custodian;
import io.systemmanager.ops.operators.OperatorClient;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A whole server on the simulated host, with its own state folder and free ports. */
public final class RunningServer implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final StateFolder state;
    private final Server server;
    private final String operatorSecret;

    private RunningServer(StateFolder state, Server server, String operatorSecret) {
        this.state = state;
        this.server = server;
        this.operatorSecret = operatorSecret;
    }

    /** Starts one with the settings that ship. */
    public static RunningServer start() {
        return start(UnaryOperator.identity());
    }

    /** Starts one with settings of the test's own. */
    public static RunningServer start(UnaryOperator<Settings> change) {
        return start((_, settings) -> change.apply(settings));
    }

    /** Starts one after the test has seen to its state folder and settings. */
    public static RunningServer start(BiFunction<StateFolder, Settings, Settings> prepare) {
        return start(prepare, Assembly::simulated);
    }

    /** Starts one on this host and the Docker Engine behind that socket. */
    public static RunningServer onEngine(Path socket) {
        return start(
                (_, settings) -> settings.with(Setting.DOCKER_SOCKET, "unix://" + socket),
                Assembly::real);
    }

    @FunctionalInterface
    private interface Start {
        Server of(Assembly assembly) throws IOException;
    }

    private static RunningServer start(
            BiFunction<StateFolder, Settings, Settings> prepare, Start start) {
        try {
            var state = new StateFolder(Files.createTempDirectory("systemmanager-test"));
            var identity = HostIdentity.read(ThisHost.root());
            FirstCertificates.firstStart(state);
            String secret;
            try (var ledger = Custodian.open(state, identity)) {
                var office =
                        new TokenOffice(
                                ledger, ledger, InstantSource.system(), new SecureRandomness());
                secret = FirstStart.credentials(state, office).orElseThrow();
            }
            var settings =
                    prepare.apply(
                            state,
                            Settings.standard()
                                    .with(Setting.LISTEN_PORT, "0")
                                    .with(Setting.ADMIN_PORT, "0"));
            var server = start.of(new Assembly(state, settings, identity));
            return new RunningServer(state, server, secret);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError("the server did not start", e);
        }
    }

    public Server server() {
        return server;
    }

    public StateFolder state() {
        return state;
    }

    /** The token that the first start made. */
    public String agentToken() {
        try {
            return Files.readString(state.agentToken()).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The operator's secret that the first start printed. */
    public String operatorSecret() {
        return operatorSecret;
    }

    /** A client that trusts this server's authority. */
    public McpClient client(String token) {
        return new McpClient(state.caCertificate(), server.port(), token);
    }

    /** A client that shows a certificate, and a token where that is not empty. */
    McpClient client(KeyStore own, String token) {
        return new McpClient(state.caCertificate(), server.port(), token, Optional.of(own));
    }

    /** The secret of an agent that asks for a person. */
    public String agentFor(String person) {
        return operator(
                        "token.create",
                        request -> {
                            request.put("subject", "agent:" + person + "s-own");
                            request.put("person", person);
                            request.putArray("scopes").add("docker:operate").add("docker:read");
                            request.putArray("roles").add("agent");
                            return request;
                        })
                .path("secret")
                .asText();
    }

    /** Asks the operators' socket with the operator's secret. */
    public JsonNode operator(String command, UnaryOperator<ObjectNode> arguments) {
        var request = MAPPER.createObjectNode().put("command", command);
        request.put("secret", operatorSecret);
        try {
            return OperatorClient.ask(state.operatorSocket(), arguments.apply(request));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes an agent's token with these scopes. */
    public String token(String subject, List<String> scopes) {
        var answer =
                operator(
                        "token.create",
                        request -> {
                            request.put("subject", subject);
                            scopes.forEach(request.putArray("scopes")::add);
                            request.putArray("roles").add("agent");
                            return request;
                        });
        if (!answer.path("ok").asBoolean()) {
            throw new AssertionError(answer.toString());
        }
        return answer.path("secret").asText();
    }

    /** What a metrics collector with a token of its own reads. */
    public String scrape() {
        var token =
                operator("token.create", request -> request.put("subject", "monitor:collector"))
                        .path("secret")
                        .asText();
        var answer = metricsAs(token);
        if (answer.status() != 200) {
            throw new AssertionError("no metrics: " + answer.status());
        }
        return answer.body();
    }

    /** What the holder of that token is answered on {@code /metrics}. */
    McpClient.Answer metricsAs(String token) {
        var client = new McpClient(state.caCertificate(), server.adminPort(), token);
        return client.send(
                client.request("/metrics").header("Authorization", "Bearer " + token).build());
    }

    /** The entries of the ledger from that sequence number on, as an operator would read them. */
    public List<JsonNode> entriesFrom(long seq) {
        var entries = new ArrayList<JsonNode>();
        var url = "jdbc:sqlite:file:" + state.ledger() + "?mode=ro";
        try (var connection = DriverManager.getConnection(url);
                var query =
                        connection.prepareStatement(
                                "SELECT entry FROM audit_entry WHERE idx >= ? ORDER BY idx")) {
            query.setLong(1, seq);
            var rows = query.executeQuery();
            while (rows.next()) {
                entries.add(MAPPER.readTree(rows.getString(1)));
            }
            return entries;
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** How many entries there are. */
    public long entryCount() {
        return entriesFrom(0).size();
    }

    @Override
    public void close() {
        server.close();
        try (var files = Files.walk(state.root())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError("the state folder could not be removed", e);
        }
    }
}

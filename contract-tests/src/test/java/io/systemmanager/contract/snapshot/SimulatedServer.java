package io.systemmanager.contract.snapshot;

import io.systemmanager.application.TokenOffice;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.http.Route;
import io.systemmanager.ops.Assembly;
import io.systemmanager.ops.SecureRandomness;
import io.systemmanager.ops.Server;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.StateFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The real server on the simulated host, with a token for its metrics. */
public final class SimulatedServer implements AutoCloseable {
    private final StateFolder state;
    private final String monitorToken;
    private final Server server;

    private SimulatedServer(StateFolder state, String monitorToken, Server server) {
        this.state = state;
        this.monitorToken = monitorToken;
        this.server = server;
    }

    /** Starts one on free ports with its state in that folder; it serves when this returns. */
    public static SimulatedServer start(Path folder) throws Exception {
        var state = new StateFolder(folder);
        var identity = HostIdentity.read(Path.of("/"));
        FirstStart.files(state, identity.hostName());
        var token = monitorToken(state, identity);
        var settings =
                Settings.standard().with(Setting.LISTEN_PORT, "0").with(Setting.ADMIN_PORT, "0");
        return new SimulatedServer(
                state, token, new Assembly(state, settings, identity).simulated());
    }

    /** What agents can reach. */
    public List<Route> agentRoutes() {
        return server.agents().routes();
    }

    /** What the admin listener answers. */
    public List<Route> adminRoutes() {
        return server.admin().routes();
    }

    /** What a metrics collector reads. */
    public String scrape() throws IOException, GeneralSecurityException, InterruptedException {
        try (var client = HttpClient.newBuilder().sslContext(trusting()).build()) {
            var uri = URI.create("https://localhost:" + server.adminPort() + "/metrics");
            var request =
                    HttpRequest.newBuilder(uri)
                            .timeout(Duration.ofSeconds(20))
                            .header("Authorization", "Bearer " + monitorToken)
                            .build();
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("no metrics: " + response.statusCode());
            }
            return response.body();
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private static String monitorToken(StateFolder state, HostIdentity identity) {
        try (var ledger = Assembly.openLedger(state, identity)) {
            return new TokenOffice(ledger, ledger, InstantSource.system(), new SecureRandomness())
                    .issue(
                            new Subject("system:test"),
                            new Subject("monitor:test"),
                            Set.of(),
                            Set.of(),
                            Optional.of(Duration.ofHours(1)))
                    .secret();
        }
    }

    private SSLContext trusting() throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var in = Files.newInputStream(state.caCertificate())) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}

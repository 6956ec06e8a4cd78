package io.systemmanager.contract.pact;

import au.com.dius.pact.provider.junit5.HttpsTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Consumer;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import io.systemmanager.contract.server.RunningServer;
import io.systemmanager.domain.caller.Scope;
import java.util.Arrays;
import org.apache.hc.core5.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** The running server keeps every promise that {@link McpClientPact} wrote down. */
@Provider("systemmanager")
@Consumer("mcp-client")
@PactFolder("target/pacts")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpProviderPact {
    private final RunningServer running = RunningServer.start();

    @AfterAll
    void stop() {
        running.close();
    }

    @BeforeEach
    void aim(PactVerificationContext context) {
        // The private authority is checked by other tests; Pact's client takes any certificate.
        context.setTarget(new HttpsTestTarget("localhost", running.server().port(), "/", true));
    }

    @State("the simulated host")
    void theSimulatedHost() {
        // it is there from the start, and no interaction changes it
    }

    @TestTemplate
    @ExtendWith(PactVerificationInvocationContextProvider.class)
    void keepsItsPromises(PactVerificationContext context, HttpRequest request) {
        var scopes = Arrays.stream(Scope.values()).map(Scope::wireName).toList();
        request.addHeader("Authorization", "Bearer " + running.token("agent:pact", scopes));
        context.verifyInteraction();
    }
}

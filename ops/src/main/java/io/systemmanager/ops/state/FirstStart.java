package io.systemmanager.ops.state;

import io.systemmanager.application.TokenOffice;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.ops.policy.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes what a server needs before its first start, and leaves alone what is there. */
public final class FirstStart {
    private static final Subject INSTALLER = new Subject("system:init");
    private static final Duration AGENT_TOKEN_LIFETIME = Duration.ofDays(90);

    private FirstStart() {}

    /**
     * Folder, certificates, keys of the log, policy and settings.
     *
     * @return what was made, for people; empty when all was there
     */
    public static List<String> files(StateFolder state, String hostName)
            throws IOException, GeneralSecurityException {
        var made = new ArrayList<String>();
        state.create();
        if (state.certificates().stream().anyMatch(Files::notExists)) {
            new LocalAuthority(state, hostName).create();
            made.add("certificates");
        }
        if (new LogKeyFiles(state).create(hostName)) {
            made.add("keys of the log");
        }
        if (Files.notExists(state.policy())) {
            StateFolder.writePrivate(
                    state.policy(), new String(Profile.LEAN.bytes(), StandardCharsets.UTF_8));
            made.add("policy.yaml");
        }
        if (Files.notExists(state.settings())) {
            StateFolder.writePrivate(state.settings(), resource("/systemmanager.yaml"));
            made.add("systemmanager.yaml");
        }
        return made;
    }

    /**
     * The agent's token file and the operator's secret.
     *
     * @return the operator's secret, the only time that it is known; empty when there is one
     *     already
     */
    public static Optional<String> credentials(StateFolder state, TokenOffice office)
            throws IOException {
        if (Files.notExists(state.agentToken())) {
            var issued =
                    office.issue(
                            INSTALLER,
                            new Subject("agent:local"),
                            EnumSet.of(Scope.DOCKER_READ, Scope.DOCKER_OPERATE, Scope.SYSTEM_READ),
                            Set.of("agent"),
                            Optional.empty(),
                            Optional.of(AGENT_TOKEN_LIFETIME));
            StateFolder.writePrivate(state.agentToken(), issued.secret() + "\n");
        }
        var operator = new Subject("operator:local");
        if (office.list().stream().anyMatch(token -> token.subject().equals(operator))) {
            return Optional.empty();
        }
        var issued =
                office.issue(
                        INSTALLER,
                        operator,
                        Set.of(),
                        Set.of("operator"),
                        Optional.empty(),
                        Optional.empty());
        return Optional.of(issued.secret());
    }

    private static String resource(String name) throws IOException {
        try (var in = FirstStart.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the distribution lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package io.systemmanager.domain.caller;

import java.util.Arrays;
import java.util.Optional;

/** What a credential may be used for. The wire names never change. */
public enum Scope {
    DOCKER_READ("docker:read"),
    DOCKER_OPERATE("docker:operate"),
    DOCKER_ADMIN("docker:admin"),
    DOCKER_EXEC("docker:exec"),
    FILES_READ("files:read"),
    SYSTEM_READ("system:read"),
    NETWORK_READ("network:read"),
    NETWORK_PROBE("network:probe"),
    SERVICES_OPERATE("services:operate"),
    PACKAGES_ADMIN("packages:admin"),
    ENV_READ("env:read"),
    ENV_WRITE("env:write"),
    OPS_READ("ops:read"),
    AUDIT_READ("audit:read");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    /** The name in tokens, challenges, policies and audit entries. */
    public String wireName() {
        return wireName;
    }

    /** The scope of that wire name; empty when there is none. */
    public static Optional<Scope> named(String wireName) {
        return Arrays.stream(values()).filter(scope -> scope.wireName.equals(wireName)).findFirst();
    }
}

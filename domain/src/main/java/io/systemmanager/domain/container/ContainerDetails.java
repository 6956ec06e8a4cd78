package io.systemmanager.domain.container;

import io.systemmanager.domain.secret.SecretNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the sections of a container show. Values of environment variables never enter this type:
 * only their names do, with what kind of value they have.
 *
 * @param exitCode of the last run; empty while it runs or before it ran
 * @param finishedAt of the last run; empty while it runs or before it ran
 * @param etag changes whenever anything that the sections show changes, but not with time alone
 */
public record ContainerDetails(
        ContainerSummary summary,
        Instant createdAt,
        Optional<Integer> exitCode,
        Optional<Instant> finishedAt,
        Config config,
        List<EnvEntry> env,
        List<Mount> mounts,
        List<NetworkLink> networks,
        Optional<Health> health,
        Resources resources,
        Map<String, String> labels,
        String etag) {

    public ContainerDetails {
        env = List.copyOf(env);
        mounts = List.copyOf(mounts);
        networks = List.copyOf(networks);
        labels = Map.copyOf(labels);
    }

    /**
     * How it is run.
     *
     * @param imageId the digest of the image that it was made from
     * @param restartPolicy such as {@code unless-stopped}
     */
    public record Config(
            String imageId,
            List<String> entrypoint,
            List<String> command,
            Optional<String> workingDir,
            Optional<String> user,
            String restartPolicy,
            boolean privileged,
            List<String> capabilitiesAdded,
            boolean readOnlyRoot) {
        public Config {
            entrypoint = List.copyOf(entrypoint);
            command = List.copyOf(command);
            capabilitiesAdded = List.copyOf(capabilitiesAdded);
        }
    }

    /**
     * One environment variable, without its value.
     *
     * @param kind {@code secret} by its name, {@code empty}, else {@code plain}
     */
    public record EnvEntry(String key, String kind) {
        /** Tells the kind from the name and whether there is a value. */
        public static EnvEntry of(String key, String value) {
            if (value.isEmpty()) {
                return new EnvEntry(key, "empty");
            }
            return new EnvEntry(key, SecretNames.looksSecret(key) ? "secret" : "plain");
        }
    }

    /** A place of the host or a volume, seen inside the container. */
    public record Mount(String type, String source, String destination, boolean writable) {}

    /** Membership in a network; empty address where it has none. */
    public record NetworkLink(String network, String address, List<String> aliases) {
        public NetworkLink {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * The health check's state.
     *
     * @param log the last three outputs, each at most 200 characters
     */
    public record Health(String status, int failingStreak, List<String> log) {
        public Health {
            log = List.copyOf(log);
        }
    }

    /** Limits; zero means none. CPUs in thousandths of a core. */
    public record Resources(long memoryLimitBytes, long milliCpus, long pidsLimit) {}
}

package io.systemmanager.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerDetails.Config;
import io.systemmanager.domain.container.ContainerDetails.EnvEntry;
import io.systemmanager.domain.container.ContainerDetails.Health;
import io.systemmanager.domain.container.ContainerDetails.Mount;
import io.systemmanager.domain.container.ContainerDetails.NetworkLink;
import io.systemmanager.domain.container.ContainerDetails.Resources;
import io.systemmanager.domain.secret.SecretNames;
import io.systemmanager.domain.text.VisibleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes all that a caller may see of a container out of its inspection. */
final class DetailsReader {
    private static final int HEALTH_OUTPUTS = 3;
    private static final int HEALTH_CHARS = 200;
    private static final long NANOS_PER_MILLI_CPU = 1_000_000;

    private DetailsReader() {}

    static ContainerDetails details(Inspection inspection) {
        var untagged = untagged(inspection);
        return new ContainerDetails(
                untagged.summary(),
                untagged.createdAt(),
                untagged.exitCode(),
                untagged.finishedAt(),
                untagged.config(),
                untagged.env(),
                untagged.mounts(),
                untagged.networks(),
                untagged.health(),
                untagged.resources(),
                untagged.labels(),
                DetailsTag.of(untagged));
    }

    private static ContainerDetails untagged(Inspection inspection) {
        var root = inspection.root();
        boolean ended = !inspection.state().alive() && inspection.lastStart().isPresent();
        return new ContainerDetails(
                inspection.summary(),
                Facts.time(root.path("Created")).orElse(Instant.EPOCH),
                ended ? Optional.of(inspection.lastExitCode()) : Optional.empty(),
                ended ? inspection.lastEnd() : Optional.empty(),
                config(root),
                env(root.path("Config").path("Env")),
                mounts(root.path("Mounts")),
                networks(root.path("NetworkSettings").path("Networks")),
                inspection.health().map(status -> health(status, root)),
                resources(root.path("HostConfig")),
                masked(inspection.labels()),
                "");
    }

    private static Config config(JsonNode root) {
        var config = root.path("Config");
        var host = root.path("HostConfig");
        return new Config(
                Facts.text(root.path("Image")),
                ArgumentMask.masked(Facts.texts(config.path("Entrypoint"))),
                ArgumentMask.masked(Facts.texts(config.path("Cmd"))),
                Facts.some(config.path("WorkingDir")),
                Facts.some(config.path("User")),
                restartPolicy(host.path("RestartPolicy")),
                host.path("Privileged").asBoolean(),
                Facts.texts(host.path("CapAdd")),
                host.path("ReadonlyRootfs").asBoolean());
    }

    private static String restartPolicy(JsonNode policy) {
        var name = Facts.some(policy.path("Name")).orElse("no");
        int most = policy.path("MaximumRetryCount").asInt();
        return most > 0 ? name + ":" + most : name;
    }

    private static List<EnvEntry> env(JsonNode env) {
        var entries = new ArrayList<EnvEntry>();
        for (var each : Facts.texts(env)) {
            int equals = each.indexOf('=');
            entries.add(
                    equals < 0
                            ? EnvEntry.of(each, "")
                            : EnvEntry.of(each.substring(0, equals), each.substring(equals + 1)));
        }
        return entries;
    }

    private static List<Mount> mounts(JsonNode mounts) {
        var found = new ArrayList<Mount>();
        for (var mount : mounts) {
            found.add(
                    new Mount(
                            Facts.text(mount.path("Type")),
                            Facts.some(mount.path("Name"))
                                    .orElseGet(() -> Facts.text(mount.path("Source"))),
                            Facts.text(mount.path("Destination")),
                            mount.path("RW").asBoolean()));
        }
        found.sort(Comparator.comparing(Mount::destination)); // the engine's order is random
        return found;
    }

    private static List<NetworkLink> networks(JsonNode networks) {
        var links = new ArrayList<NetworkLink>();
        for (var each : networks.properties()) {
            var aliases = Facts.texts(each.getValue().path("Aliases")).stream().sorted().toList();
            var address = Facts.text(each.getValue().path("IPAddress"));
            links.add(new NetworkLink(each.getKey(), address, aliases));
        }
        links.sort(Comparator.comparing(NetworkLink::network));
        return links;
    }

    private static Health health(String status, JsonNode root) {
        var health = root.path("State").path("Health");
        var outputs = new ArrayList<String>();
        health.path("Log").forEach(run -> outputs.add(Facts.text(run.path("Output"))));
        var last = outputs.subList(Math.max(0, outputs.size() - HEALTH_OUTPUTS), outputs.size());
        return new Health(
                status,
                health.path("FailingStreak").asInt(),
                last.stream().map(text -> VisibleText.line(text.strip(), HEALTH_CHARS)).toList());
    }

    private static Resources resources(JsonNode host) {
        long nanoCpus = host.path("NanoCpus").asLong();
        long quota = host.path("CpuQuota").asLong();
        long period = host.path("CpuPeriod").asLong();
        long milliCpus =
                nanoCpus > 0
                        ? nanoCpus / NANOS_PER_MILLI_CPU
                        : quota > 0 ? quota * 1000 / (period > 0 ? period : 100_000) : 0;
        return new Resources(
                Math.max(0, host.path("Memory").asLong()),
                milliCpus,
                Math.max(0, host.path("PidsLimit").asLong()));
    }

    private static Map<String, String> masked(Map<String, String> labels) {
        var shown = new LinkedHashMap<String, String>();
        labels.forEach((key, value) ->
                shown.put(
                        key,
                        SecretNames.looksSecret(key) && !value.isEmpty()
                                ? ArgumentMask.HIDDEN
                                : ArgumentMask.masked(List.of(value)).getFirst()));
        return shown;
    }
}

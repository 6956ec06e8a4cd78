package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.text.Moments;
import io.systemmanager.domain.text.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes what is known of containers. Thread-safe. */
final class ContainerWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    static final long MIB = 1 << 20;
    private static final int LONG_TEXT = 200;
    private static final int MOST_ENTRIES = 50;

    /** The sections asked for, each under its name. */
    Answer details(Set<ContainerSection> sections, ContainerDetails details, Instant now) {
        var root = MAPPER.createObjectNode();
        root.put("container", details.summary().name());
        root.put("untrusted", true);
        for (var section : sections.stream().sorted().toList()) {
            section(root, section, details, now);
        }
        root.put("etag", details.etag());
        return Answer.of(root);
    }

    private static void section(
            ObjectNode root, ContainerSection section, ContainerDetails details, Instant now) {
        switch (section) {
            case SUMMARY -> summary(root.putObject("summary"), details, now);
            case CONFIG -> config(root.putObject("config"), details.config());
            case ENV -> env(root.putObject("env"), details);
            case MOUNTS -> {
                var mounts = details.mounts().stream().map(ContainerWriter::mount).toList();
                texts(root, "mounts", mounts);
            }
            case NETWORK -> network(root.putObject("network"), details);
            case HEALTH -> health(root, details);
            case RESOURCES -> resources(root.putObject("resources"), details.resources());
            case LABELS -> labels(root.putObject("labels"), details.labels());
        }
    }

    private static void summary(ObjectNode node, ContainerDetails details, Instant now) {
        var summary = details.summary();
        node.put("id", summary.id().shortForm());
        node.put("image", shown(summary.image()));
        node.put("state", summary.state().wireName());
        summary.health().ifPresent(health -> node.put("health", health));
        summary.startedAt().ifPresent(at -> node.put("started_at", Moments.written(at)));
        summary.startedAt().ifPresent(at -> node.put("uptime_s", seconds(at, now)));
        details.exitCode().ifPresent(code -> node.put("exit_code", code));
        details.finishedAt().ifPresent(at -> node.put("finished_at", Moments.written(at)));
        node.put("created_at", Moments.written(details.createdAt()));
        node.put("restarts", summary.restarts());
        summary.stack().ifPresent(stack -> node.put("stack", shown(stack)));
    }

    private static void config(ObjectNode node, ContainerDetails.Config config) {
        node.put("image_id", config.imageId());
        texts(node, "entrypoint", config.entrypoint());
        texts(node, "command", config.command());
        config.workingDir().ifPresent(dir -> node.put("working_dir", shown(dir)));
        config.user().ifPresent(user -> node.put("user", shown(user)));
        node.put("restart_policy", config.restartPolicy());
        node.put("privileged", config.privileged());
        node.put("read_only_root", config.readOnlyRoot());
        texts(node, "capabilities_added", config.capabilitiesAdded());
    }

    private static void env(ObjectNode node, ContainerDetails details) {
        details.env().stream()
                .limit(MOST_ENTRIES)
                .forEach(entry -> node.put(shown(entry.key()), "<" + entry.kind() + ">"));
        more(node, details.env().size());
    }

    private static void labels(ObjectNode node, Map<String, String> labels) {
        new TreeMap<>(labels)
                .entrySet().stream()
                        .limit(MOST_ENTRIES)
                        .forEach(label -> node.put(shown(label.getKey()), shown(label.getValue())));
        more(node, labels.size());
    }

    /** Says that there are more entries than are shown. */
    private static void more(ObjectNode node, int all) {
        if (all > MOST_ENTRIES) {
            node.put("(more)", all - MOST_ENTRIES);
        }
    }

    private static String mount(ContainerDetails.Mount mount) {
        return shown(mount.type() + " " + mount.source())
                + " -> "
                + shown(mount.destination())
                + (mount.writable() ? " rw" : " ro");
    }

    private static void network(ObjectNode node, ContainerDetails details) {
        texts(node, "ports", details.summary().ports());
        var rows = node.putArray("networks");
        for (var link : details.networks().stream().limit(MOST_ENTRIES).toList()) {
            var row = rows.addObject().put("network", shown(link.network()));
            row.put("address", link.address());
            texts(row, "aliases", link.aliases());
        }
    }

    private static void health(ObjectNode root, ContainerDetails details) {
        if (details.health().isEmpty()) {
            root.put("health", "no check is defined");
            return;
        }
        var health = details.health().get();
        var node = root.putObject("health");
        node.put("status", health.status()).put("failing_streak", health.failingStreak());
        texts(node, "log", health.log());
    }

    private static void resources(ObjectNode node, ContainerDetails.Resources resources) {
        node.put("memory_limit_mb", resources.memoryLimitBytes() / MIB);
        node.put("cpus", String.format(Locale.ROOT, "%.2f", resources.milliCpus() / 1000.0));
        node.put("pids_limit", resources.pidsLimit());
    }

    /** A line of JSON about the excerpt, then its lines as they are. */
    Answer log(String container, LogExcerpt excerpt) {
        var head = MAPPER.createObjectNode();
        head.put("container", container);
        head.put("untrusted", true);
        head.put("lines", excerpt.lines().size());
        head.put("truncated", excerpt.omitted() > 0 || excerpt.cut() > 0);
        head.put("omitted_older_lines", excerpt.omitted());
        if (excerpt.cut() > 0) {
            head.put("cut_lines", excerpt.cut());
        }
        excerpt.partial().ifPresent(why -> head.put("partial", why));
        var text = new StringBuilder(head.toString());
        excerpt.lines().forEach(line -> text.append('\n').append(line));
        return new Answer(text.toString(), () -> logged(head, excerpt));
    }

    private static ObjectNode logged(ObjectNode head, LogExcerpt excerpt) {
        var root = head.deepCopy();
        var lines = root.putArray("lines");
        excerpt.lines().forEach(lines::add);
        return root;
    }

    static void texts(ObjectNode node, String name, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        var array = node.putArray(name);
        texts.stream().limit(MOST_ENTRIES).map(ContainerWriter::shown).forEach(array::add);
        if (texts.size() > MOST_ENTRIES) {
            array.add("(%d more)".formatted(texts.size() - MOST_ENTRIES));
        }
    }

    static String shown(String text) {
        return VisibleText.line(text, LONG_TEXT);
    }

    static long seconds(Instant at, Instant now) {
        return Math.max(0, Duration.between(at, now).toSeconds());
    }
}

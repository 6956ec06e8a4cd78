package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes what is known of containers. Thread-safe. */
final class ContainerWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long MIB = 1 << 20;
    private static final int LONG_TEXT = 200;
    private static final int MOST_ENTRIES = 50;
    private static final int LIST_BYTES = Declaration.CONTAINERS_LIST.answerBytes();
    private static final int REST_OF_LIST_BYTES = 700;

    private final CallReader cursors;

    ContainerWriter(CallReader cursors) {
        this.cursors = cursors;
    }

    /**
     * One row a container, its columns separated by bars: a third of the tokens of objects. Rows
     * that would break the budget are left for the next page.
     */
    String list(ContainerQuery query, ContainerPage page, Subject caller, Instant now) {
        var root = MAPPER.createObjectNode();
        var columns = "name|id|image|state|health|uptime_s|restarts|ports|stack";
        root.put("columns", query.stats() ? columns + "|cpu_pct|mem_mb|mem_limit_mb" : columns);
        var rows = root.putArray("rows");
        int bytes = REST_OF_LIST_BYTES;
        for (var container : page.rows()) {
            var row = row(container, query.stats(), now);
            bytes += row.getBytes(StandardCharsets.UTF_8).length + 3;
            if (bytes > LIST_BYTES) {
                break;
            }
            rows.add(row);
        }
        root.put("total", page.total());
        int shown = rows.size();
        if (shown > 0 && query.offset() + shown < page.total()) {
            root.put("next_cursor", cursors.cursorAfter(query, shown, caller));
        }
        return root.toString();
    }

    private static String row(ContainerSummary row, boolean stats, Instant now) {
        var cells = new ArrayList<String>();
        cells.add(row.name());
        cells.add(row.id().shortForm());
        cells.add(image(row.image()));
        cells.add(row.state().wireName());
        cells.add(row.health().orElse(""));
        cells.add(row.startedAt().map(at -> uptime(at, now)).orElse(""));
        cells.add(Integer.toString(row.restarts()));
        cells.add(String.join(" ", row.ports()));
        cells.add(row.stack().orElse(""));
        if (stats) {
            row.usage()
                    .ifPresentOrElse(
                            usage -> {
                                cells.add(percent(usage.cpuPercent()));
                                cells.add(Long.toString(usage.memoryBytes() / MIB));
                                cells.add(Long.toString(usage.memoryLimitBytes() / MIB));
                            },
                            () -> cells.addAll(List.of("", "", "")));
        }
        return String.join("|", cells.stream().map(ContainerWriter::cell).toList());
    }

    /** A bar inside a cell would shift the columns. */
    private static String cell(String text) {
        return VisibleText.line(text, 200).replace('|', '¦');
    }

    private static String image(String image) {
        return image.startsWith("sha256:")
                ? image.substring(0, Math.min(image.length(), 19))
                : image;
    }

    /** The sections asked for, each under its name. */
    String details(Set<ContainerSection> sections, ContainerDetails details, Instant now) {
        var root = MAPPER.createObjectNode();
        root.put("container", details.summary().name());
        root.put("untrusted", true);
        for (var section : sections.stream().sorted().toList()) {
            section(root, section, details, now);
        }
        root.put("etag", details.etag());
        return root.toString();
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
        summary.startedAt().ifPresent(at -> node.put("started_at", at.toString()));
        summary.startedAt().ifPresent(at -> node.put("uptime_s", seconds(at, now)));
        details.exitCode().ifPresent(code -> node.put("exit_code", code));
        details.finishedAt().ifPresent(at -> node.put("finished_at", at.toString()));
        node.put("created_at", details.createdAt().toString());
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
    String log(String container, LogExcerpt excerpt) {
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
        return text.toString();
    }

    private static void texts(ObjectNode node, String name, List<String> texts) {
        if (texts.isEmpty()) {
            return;
        }
        var array = node.putArray(name);
        texts.stream().limit(MOST_ENTRIES).map(ContainerWriter::shown).forEach(array::add);
        if (texts.size() > MOST_ENTRIES) {
            array.add("(%d more)".formatted(texts.size() - MOST_ENTRIES));
        }
    }

    private static String shown(String text) {
        return VisibleText.line(text, LONG_TEXT);
    }

    private static String uptime(Instant at, Instant now) {
        return Long.toString(seconds(at, now));
    }

    private static long seconds(Instant at, Instant now) {
        return Math.max(0, Duration.between(at, now).toSeconds());
    }

    private static String percent(long hundredths) {
        return String.format(Locale.ROOT, "%.1f", hundredths / 100.0);
    }
}

package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.text.VisibleText;
import io.systemmanager.mcpengine.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes pages of containers. Thread-safe. */
final class ContainerListWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LIST_BYTES = Declaration.CONTAINERS_LIST.answerBytes();
    private static final int REST_OF_LIST_BYTES = 700;

    private final CallReader cursors;

    ContainerListWriter(CallReader cursors) {
        this.cursors = cursors;
    }

    /**
     * One row a container, its columns separated by bars: a third of the tokens of objects. Rows
     * that would break the budget are left for the next page.
     */
    Answer list(ContainerQuery query, ContainerPage page, Subject caller, Instant now) {
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
        return new Answer(
                JsonText.of(root), () -> listed(root, page.rows().subList(0, shown), now));
    }

    /** The same page with an object for each row, for programs. */
    private static ObjectNode listed(ObjectNode page, List<ContainerSummary> shown, Instant now) {
        var root = MAPPER.createObjectNode();
        var rows = root.putArray("containers");
        shown.forEach(container -> object(rows.addObject(), container, now));
        root.set("total", page.path("total"));
        if (page.has("next_cursor")) {
            root.set("next_cursor", page.path("next_cursor"));
        }
        return root;
    }

    private static void object(ObjectNode node, ContainerSummary row, Instant now) {
        node.put("name", ContainerWriter.shown(row.name())).put("id", row.id().shortForm());
        node.put("image", ContainerWriter.shown(image(row.image())))
                .put("state", row.state().wireName());
        row.health().ifPresent(health -> node.put("health", ContainerWriter.shown(health)));
        row.startedAt().ifPresent(at -> node.put("uptime_s", ContainerWriter.seconds(at, now)));
        node.put("restarts", row.restarts());
        ContainerWriter.texts(node, "ports", row.ports());
        row.stack().ifPresent(stack -> node.put("stack", ContainerWriter.shown(stack)));
        row.usage()
                .ifPresent(usage -> {
                    node.put("cpu_pct", usage.cpuPercent() / 100.0);
                    node.put("mem_mb", usage.memoryBytes() / ContainerWriter.MIB);
                    node.put("mem_limit_mb", usage.memoryLimitBytes() / ContainerWriter.MIB);
                });
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
                                cells.add(Long.toString(usage.memoryBytes() / ContainerWriter.MIB));
                                cells.add(
                                        Long.toString(
                                                usage.memoryLimitBytes() / ContainerWriter.MIB));
                            },
                            () -> cells.addAll(List.of("", "", "")));
        }
        return String.join("|", cells.stream().map(ContainerListWriter::cell).toList());
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

    private static String uptime(Instant at, Instant now) {
        return Long.toString(ContainerWriter.seconds(at, now));
    }

    private static String percent(long hundredths) {
        return String.format(Locale.ROOT, "%.1f", hundredths / 100.0);
    }
}

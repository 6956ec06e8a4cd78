package io.systemmanager.contract.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The metric families of a scrape in Prometheus' text format, without their values. */
public final class MetricNames {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? .*");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_]\\w*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    private MetricNames() {}

    /**
     * One family.
     *
     * @param labels the names of its labels, sorted; {@code le} of a histogram is left out
     */
    public record Family(String name, String type, List<String> labels, String meaning) {}

    /** All families of these scrapes, by name. */
    public static List<Family> of(String... scrapes) {
        SortedMap<String, Family> families = new TreeMap<>();
        for (var scrape : scrapes) {
            var meanings = new TreeMap<String, String>();
            var name = "";
            var type = "";
            for (var line : scrape.split("\n", -1)) {
                var words = line.split(" ", 4);
                if (line.startsWith("# HELP")) {
                    meanings.put(words[2], words.length > 3 ? words[3] : "");
                } else if (line.startsWith("# TYPE")) {
                    name = words[2];
                    type = words[3];
                } else if (!line.isBlank()) {
                    var meaning = meanings.getOrDefault(name, "");
                    families.merge(
                            name,
                            new Family(name, type, labels(line), meaning),
                            MetricNames::united);
                }
            }
        }
        return List.copyOf(families.values());
    }

    private static Family united(Family one, Family other) {
        var labels = new TreeSet<>(one.labels());
        labels.addAll(other.labels());
        return new Family(one.name(), one.type(), List.copyOf(labels), one.meaning());
    }

    private static List<String> labels(String sample) {
        var matcher = SAMPLE.matcher(sample);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a sample: " + sample);
        }
        var names = new ArrayList<String>();
        var labels = matcher.group(2);
        var each = LABEL.matcher(labels == null ? "" : labels);
        while (each.find()) {
            if (!each.group(1).equals("le")) {
                names.add(each.group(1));
            }
        }
        return names.stream().sorted().toList();
    }
}

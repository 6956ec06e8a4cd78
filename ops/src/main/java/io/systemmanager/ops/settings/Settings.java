package io.systemmanager.ops.settings;

import io.systemmanager.http.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The settings in force. Immutable; a value that is present is well formed. */
public final class Settings {
    private final Map<Setting, String> values;

    private Settings(Map<Setting, String> values) {
        this.values = new EnumMap<>(Setting.class);
        for (var setting : Setting.values()) {
            this.values.put(setting, values.getOrDefault(setting, setting.fallback()));
        }
    }

    /** What holds where nothing is set. */
    public static Settings standard() {
        return new Settings(Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws SettingsWrong naming every key that is unknown and every value that is malformed
     */
    public static Settings read(Path file) throws IOException {
        var values = new EnumMap<Setting, String>(Setting.class);
        var wrong = new TreeSet<String>();
        flatten("", parse(file), new LinkedHashMap<>())
                .forEach((key, value) ->
                        Setting.of(key)
                                .ifPresentOrElse(
                                        setting -> values.put(setting, value),
                                        () -> wrong.add("unknown setting '" + key + "'")));
        if (!wrong.isEmpty()) {
            throw new SettingsWrong(List.copyOf(wrong));
        }
        return new Settings(values).checked();
    }

    /** Reads a file, as {@link #read} does; what holds where nothing is set when there is none. */
    public static Settings readIfThere(Path file) throws IOException {
        return Files.exists(file) ? read(file) : standard();
    }

    /** The same settings with one changed. */
    public Settings with(Setting setting, String value) {
        return with(Map.of(setting, value));
    }

    /** The same settings with some changed, which are checked together. */
    public Settings with(Map<Setting, String> changes) {
        var changed = new EnumMap<>(values);
        changed.putAll(changes);
        return new Settings(changed).checked();
    }

    /** The value of a setting that always has one. */
    public String text(Setting setting) {
        return values.getOrDefault(setting, setting.fallback());
    }

    /** The value of a setting that may be empty. */
    public Optional<String> optional(Setting setting) {
        return Optional.of(text(setting)).filter(value -> !value.isBlank());
    }

    public ListenAddress listen() {
        return address(Setting.LISTEN_ADDRESS, Setting.LISTEN_PORT);
    }

    public ListenAddress admin() {
        return address(Setting.ADMIN_ADDRESS, Setting.ADMIN_PORT);
    }

    /** The host names besides localhost. */
    public Set<String> names() {
        return Set.copyOf(list(Setting.LISTEN_NAMES));
    }

    /** The values of a setting that is a list, without repetitions. */
    public List<String> list(Setting setting) {
        return Arrays.stream(text(setting).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** What a client without an access token is told to ask for. */
    public List<String> firstScopes() {
        var first = list(Setting.OAUTH_FIRST_SCOPES);
        if (!first.isEmpty()) {
            return first;
        }
        var all = list(Setting.OAUTH_SCOPES);
        var reads = all.stream().filter(scope -> scope.endsWith(":read")).toList();
        return reads.isEmpty() ? all : reads;
    }

    /** Where people reach the console, without a slash at the end. */
    public String consoleUrl() {
        return optional(Setting.ADMIN_URL)
                        .orElseGet(() -> "https://localhost:" + text(Setting.ADMIN_PORT))
                + "/console";
    }

    private ListenAddress address(Setting host, Setting port) {
        return new ListenAddress(text(host), Integer.parseInt(text(port)));
    }

    private Settings checked() {
        var wrong = new SettingsCheck(this).faults();
        if (!wrong.isEmpty()) {
            throw new SettingsWrong(List.copyOf(wrong));
        }
        return this;
    }

    private static Object parse(Path file) throws IOException {
        var reader =
                new Load(
                        LoadSettings.builder()
                                .setLabel(String.valueOf(file.getFileName()))
                                .setAllowDuplicateKeys(false)
                                .setMaxAliasesForCollections(0)
                                .setCodePointLimit(1 << 20)
                                .build());
        try {
            var root = reader.loadFromString(Files.readString(file));
            return root == null ? Map.of() : root;
        } catch (YamlEngineException e) {
            throw new SettingsWrong(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static Map<String, String> flatten(
            String prefix, Object node, Map<String, String> into) {
        switch (node) {
            case Map<?, ?> map ->
                    map.forEach((key, value) ->
                            flatten(
                                    prefix.isEmpty() ? "" + key : prefix + "." + key,
                                    value == null ? "" : value,
                                    into));
            case List<?> list ->
                    into.put(
                            prefix,
                            list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            default -> into.put(prefix.isEmpty() ? String.valueOf(node) : prefix, "" + node);
        }
        return into;
    }
}

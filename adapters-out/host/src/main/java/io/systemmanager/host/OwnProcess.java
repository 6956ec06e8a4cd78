package io.systemmanager.host;

import io.systemmanager.domain.container.ContainerRef;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where this process runs: in which container, and as which unit of the service manager.
 *
 * @param container by its whole id, or by its beginning where only the host's name tells; empty
 *     outside of containers
 * @param unit such as {@code systemmanager.service}; empty where it is none
 */
public record OwnProcess(Optional<ContainerRef> container, Optional<String> unit) {
    /** Engines keep these three files of each container in a folder that has its id as a name. */
    private static final Pattern FOLDER =
            Pattern.compile(
                    "containers/([0-9a-f]{64})/(?:userdata/)?(?:hostname|hosts|resolv\\.conf)"
                            + " /etc/");

    private static final Pattern GROUP = Pattern.compile("(?<![0-9a-f])([0-9a-f]{64})(?![0-9a-f])");
    private static final Pattern SHORT_ID = Pattern.compile("[0-9a-f]{12}");
    private static final Pattern UNIT = Pattern.compile("^.*/([^/]+\\.service)(?:/|$)");

    /** Reads it below {@code root}, for this machine {@code /}. */
    public static OwnProcess read(Path root) {
        var files = new HostFiles(root);
        var container =
                first(files, "proc/self/mountinfo", FOLDER)
                        .or(() -> first(files, "proc/self/cgroup", GROUP))
                        .or(() -> byName(files));
        return new OwnProcess(
                container.map(ContainerRef::new), first(files, "proc/self/cgroup", UNIT));
    }

    /** An engine that was told no other name gives a container the beginning of its id. */
    private static Optional<String> byName(HostFiles files) {
        return files.isThere(".dockerenv") || files.isThere("run/.containerenv")
                ? Stream.of(HostFacts.name(files))
                        .filter(name -> SHORT_ID.matcher(name).matches())
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> first(HostFiles files, String file, Pattern pattern) {
        return files.lines(file).stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }
}

package io.systemmanager.host;

import io.systemmanager.domain.host.HostPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Finds the one name of a place that has several: symbolic links are followed, and a folder that is
 * mounted a second time elsewhere is known by its device and inode. Thread-safe.
 *
 * <p>What this process may not look at keeps its name.
 */
public final class RealPaths implements UnaryOperator<HostPath> {
    /** Real paths by whose names others are called that are the same folder. */
    private final Set<Path> known;

    private RealPaths(Set<Path> known) {
        this.known = known;
    }

    /** For telling whether a place is one of these, lies in one, or around one. */
    public static RealPaths around(List<Path> folders) {
        var known = new LinkedHashSet<Path>();
        for (var folder : folders) {
            for (var each = followed(folder); each != null; each = each.getParent()) {
                known.add(each);
            }
        }
        return new RealPaths(known);
    }

    @Override
    public HostPath apply(HostPath place) {
        try {
            return HostPath.named(of(Path.of(place.value())).toString());
        } catch (InvalidPathException unspeakable) { // in this process' character set
            return place;
        }
    }

    private Path of(Path place) {
        var followed = followed(place);
        for (var each = followed; each != null; each = each.getParent()) {
            var same = sameAs(each);
            if (same.isPresent()) {
                return same.get().resolve(each.relativize(followed)).normalize();
            }
        }
        return followed;
    }

    private Optional<Path> sameAs(Path folder) {
        return known.stream().filter(each -> isSame(each, folder)).findFirst();
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException unseen) {
            return false;
        }
    }

    /** The real path of as much of it as there is, and behind that the rest as it is. */
    static Path followed(Path path) {
        var whole = path.toAbsolutePath().normalize();
        for (var there = whole; there != null; there = there.getParent()) {
            try {
                return there.toRealPath().resolve(there.relativize(whole)).normalize();
            } catch (IOException unseen) {
                // The folder around it may be there.
            }
        }
        return whole;
    }
}

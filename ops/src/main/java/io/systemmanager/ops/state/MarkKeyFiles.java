package io.systemmanager.ops.state;

import io.systemmanager.domain.secret.SecretMarker;
import io.systemmanager.ops.SecureRandomness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * The secret keys of the marks that stand for secrets in the ledger: one for each month, in a file
 * of its own, {@code keys/marks/<month>.key}. Whoever deletes the key of a month makes its marks
 * meaningless for ever. Thread-safe.
 */
public final class MarkKeyFiles {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("'m'uuuuMM");
    private static final String SUFFIX = ".key";
    private static final int LENGTH = 32;

    private final Path folder;
    private final InstantSource clock;
    private volatile Current current;

    private record Current(YearMonth month, SecretMarker marker) {}

    /** Makes this month's key where there is none. */
    public MarkKeyFiles(StateFolder state, InstantSource clock) throws IOException {
        this.folder = state.markKeys();
        this.clock = clock;
        this.current = ofMonth(month());
    }

    /** The marker with this month's key; the first call in a month makes it. */
    public SecretMarker current() {
        var month = month();
        var known = current;
        if (!known.month().equals(month)) {
            synchronized (this) {
                known = current;
                if (!known.month().equals(month)) {
                    known = renewed(month);
                    current = known;
                }
            }
        }
        return known.marker();
    }

    /**
     * The markers of all months whose keys are kept, newest first: to ask whether a secret was
     * used.
     *
     * @throws IOException when the files cannot be read; the message names what
     */
    public static List<SecretMarker> all(StateFolder state) throws IOException {
        var markers = new ArrayList<SecretMarker>();
        if (Files.exists(state.markKeys())) {
            try (var files = Files.newDirectoryStream(state.markKeys(), "*" + SUFFIX)) {
                var sorted = new ArrayList<Path>();
                files.forEach(sorted::add);
                sorted.sort(Comparator.<Path>naturalOrder().reversed());
                for (var file : sorted) {
                    markers.add(read(file));
                }
            }
        }
        return markers;
    }

    private YearMonth month() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    }

    /** What cannot be marked must not be written, so this is thrown at whoever writes. */
    private Current renewed(YearMonth month) {
        try {
            return ofMonth(month);
        } catch (IOException e) {
            throw new UncheckedIOException("the key of this month's marks cannot be made", e);
        }
    }

    private Current ofMonth(YearMonth month) throws IOException {
        var file = folder.resolve(MONTH.format(month) + SUFFIX);
        if (Files.notExists(file)) {
            StateFolder.createPrivate(folder);
            var key = new SecureRandomness().bytes(LENGTH);
            StateFolder.writePrivate(file, Base64.getEncoder().encodeToString(key) + "\n");
        }
        return new Current(month, read(file));
    }

    private static SecretMarker read(Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        try {
            return new SecretMarker(
                    name.substring(0, name.length() - SUFFIX.length()),
                    Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IllegalArgumentException noKey) {
            throw new IOException(file + " holds no key of marks", noKey);
        }
    }
}

package io.systemmanager.contract.faults;

import io.systemmanager.contract.faults.DiskLog.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What a disk may hold when the power goes: of each file what was last synced, and of what was
 * written since anything or nothing, in any order, each write torn at sectors of 512 bytes. The
 * creation and the removal of a file are taken to last.
 */
final class DiskAfterPowerCut {
    private static final int SECTOR = 512;

    private final Map<String, Contents> files = new HashMap<>();

    private static final class Contents {
        private byte[] synced = new byte[0];
        private final List<Event> since = new ArrayList<>();
    }

    /** Goes on by one event. */
    void after(Event event) {
        switch (event) {
            case Event.Write _, Event.Truncate _ ->
                    files.computeIfAbsent(event.file(), _ -> new Contents()).since.add(event);
            case Event.Sync(var file) -> {
                var contents = files.computeIfAbsent(file, _ -> new Contents());
                contents.synced = applied(contents.synced, contents.since);
                contents.since.clear();
            }
            case Event.Remove(var file) -> files.remove(file);
        }
    }

    /** Cuts the power now and writes what is left into the folder; this disk stays as it is. */
    void cut(Path folder, RandomGenerator random) throws IOException {
        for (var file : files.entrySet()) {
            var contents = file.getValue();
            var left = applied(contents.synced.clone(), survivors(contents.since, random));
            Files.write(folder.resolve(file.getKey()), left);
        }
    }

    private static List<Event> survivors(List<Event> since, RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> List.of();
            case 1 -> since.subList(0, random.nextInt(since.size() + 1));
            case 2 -> since.stream().flatMap(each -> torn(each, random).stream()).toList();
            default -> {
                var some = new ArrayList<>(since);
                Collections.shuffle(some, Random.from(random));
                yield some.subList(0, random.nextInt(some.size() + 1));
            }
        };
    }

    /** Some of its sectors. */
    private static List<Event> torn(Event event, RandomGenerator random) {
        if (!(event instanceof Event.Write(var file, var offset, var data))) {
            return random.nextBoolean() ? List.of(event) : List.of();
        }
        var sectors = new ArrayList<Event>();
        for (int from = 0; from < data.limit(); ) {
            int room = SECTOR - (int) ((offset + from) % SECTOR);
            int length = Math.min(data.limit() - from, room);
            if (random.nextBoolean()) {
                sectors.add(new Event.Write(file, offset + from, data.slice(from, length)));
            }
            from += length;
        }
        return sectors;
    }

    /** In place where there is room. */
    private static byte[] applied(byte[] to, List<Event> events) {
        var contents = to;
        for (var event : events) {
            if (event instanceof Event.Truncate(_, var length)) {
                contents = Arrays.copyOf(contents, Math.toIntExact(length));
            } else if (event instanceof Event.Write(_, var offset, var data)) {
                int at = Math.toIntExact(offset);
                int end = at + data.limit();
                contents = end > contents.length ? Arrays.copyOf(contents, end) : contents;
                data.get(0, contents, at, data.limit());
            }
        }
        return contents;
    }
}

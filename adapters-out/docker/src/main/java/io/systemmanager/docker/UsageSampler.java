package io.systemmanager.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerSummary.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;

/**
 * Samples what containers use, all at the same time: two readings of each, since one alone does not
 * tell a rate.
 */
final class UsageSampler {
    private static final Duration APART = Duration.ofMillis(500);

    /** The engine answers each after up to a second's sleep, so many can wait together. */
    private static final int AT_ONCE = 32;

    private static final long HUNDREDTHS_OF_A_PERCENT = 10_000;

    private UsageSampler() {}

    private record Sample(Instant at, long cpuNanos, long memory, long memoryLimit) {}

    private record Found<T>(ContainerId id, Optional<T> value) {}

    /** The usage of each that could be sampled; one that ended meanwhile is left out. */
    static Map<ContainerId, Usage> sample(EngineApi api, List<ContainerId> ids) {
        var first = round(api, ids);
        if (first.isEmpty() || !api.deadline().pause(APART)) {
            return Map.of();
        }
        var second = round(api, ids);
        var usages = new HashMap<ContainerId, Usage>();
        second.forEach((id, after) ->
                Optional.ofNullable(first.get(id))
                        .ifPresent(before -> usages.put(id, usage(before, after))));
        return usages;
    }

    private static Map<ContainerId, Sample> round(EngineApi api, List<ContainerId> ids) {
        var samples = new HashMap<ContainerId, Sample>();
        ids.stream()
                .gather(Gatherers.mapConcurrent(AT_ONCE, id -> new Found<>(id, one(api, id))))
                .toList()
                .forEach(found -> found.value().ifPresent(s -> samples.put(found.id(), s)));
        return samples;
    }

    private static Optional<Sample> one(EngineApi api, ContainerId id) {
        try {
            return sample(
                    api.get("/containers/" + id.value() + "/stats?stream=false&one-shot=true"));
        } catch (EngineTrouble e) {
            if (e.kind() == EngineTrouble.Kind.REFUSED) {
                return Optional.empty(); // gone, or ended between the list and now
            }
            throw e;
        }
    }

    private static Optional<Sample> sample(JsonNode stats) {
        var memory = stats.path("memory_stats");
        return Facts.time(stats.path("read"))
                .filter(_ -> memory.has("usage"))
                .map(at ->
                        new Sample(
                                at,
                                stats.path("cpu_stats")
                                        .path("cpu_usage")
                                        .path("total_usage")
                                        .asLong(),
                                withoutCache(memory),
                                memory.path("limit").asLong()));
    }

    /** As {@code docker stats} counts: cgroup v1 and v2 name the reclaimable part differently. */
    private static long withoutCache(JsonNode memory) {
        var detail = memory.path("stats");
        var cache =
                detail.has("total_inactive_file")
                        ? detail.path("total_inactive_file")
                        : detail.path("inactive_file");
        return Math.max(0, memory.path("usage").asLong() - cache.asLong());
    }

    private static Usage usage(Sample before, Sample after) {
        long wall = Duration.between(before.at(), after.at()).toNanos();
        long used = Math.max(0, after.cpuNanos() - before.cpuNanos());
        long percent = wall <= 0 ? 0 : Math.round((double) used * HUNDREDTHS_OF_A_PERCENT / wall);
        return new Usage(percent, after.memory(), after.memoryLimit());
    }
}

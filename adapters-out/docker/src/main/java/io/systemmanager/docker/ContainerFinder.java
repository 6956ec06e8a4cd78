package io.systemmanager.docker;

import io.systemmanager.domain.container.ContainerRef;

/** Finds a container by its name, its id or the beginning of its id. */
final class ContainerFinder {

    private ContainerFinder() {}

    /**
     * The engine prefers full names to ids that begin so. When it refuses, an id that several begin
     * with may be the cause, which each version of it says differently; the list tells for sure.
     */
    static Inspection find(EngineApi api, ContainerRef ref) {
        try {
            return Inspection.of(api.get("/containers/" + ref.value() + "/json"));
        } catch (EngineTrouble e) {
            if (e.kind() == EngineTrouble.Kind.REFUSED && !e.is(404) && ambiguous(api, ref)) {
                throw EngineTrouble.of(EngineTrouble.Kind.AMBIGUOUS, e);
            }
            throw e;
        }
    }

    private static boolean ambiguous(EngineApi api, ContainerRef ref) {
        return ListedContainer.all(api.get("/containers/json?all=true")).stream()
                        .filter(row -> row.id().value().startsWith(ref.value()))
                        .count()
                > 1;
    }
}

package io.systemmanager.domain.plan;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What a change will do.
 *
 * @param steps in order; empty when nothing is to do
 * @param diff each line {@code what: before -> after}
 * @param irreversible sentences on what cannot be taken back; empty when all can
 * @param rollback the operation that takes it back; empty where there is none
 */
public record Plan(
        List<String> steps,
        List<String> diff,
        List<String> irreversible,
        Optional<String> rollback) {

    public Plan {
        steps = List.copyOf(steps);
        diff = List.copyOf(diff);
        irreversible = List.copyOf(irreversible);
    }

    /** Changes whenever anything of the plan changes. */
    public Digest hash() {
        return Digest.of("sm/plan/v1", toJson());
    }

    /** The form that is digested and stored. */
    public Json.Obj toJson() {
        return Json.object()
                .put("steps", Json.texts(steps))
                .put("diff", Json.texts(diff))
                .put("irreversible", Json.texts(irreversible))
                .put("rollback", rollback)
                .build();
    }
}

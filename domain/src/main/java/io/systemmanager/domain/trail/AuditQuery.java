package io.systemmanager.domain.trail;

import java.util.List;
import java.util.OptionalLong;

/**
 * Which entries to find, the newest first.
 *
 * @param conditions all must hold; at most one of each kind
 * @param limit how many at the most, 1 to 100
 * @param before only entries with a lower index; empty for all
 */
public record AuditQuery(List<Condition> conditions, int limit, OptionalLong before) {

    public AuditQuery {
        conditions = List.copyOf(conditions);
        if (conditions.stream().map(Condition::name).distinct().count() < conditions.size()) {
            throw new IllegalArgumentException("each condition is given once");
        }
        if (limit < 1 || limit > 100) {
            throw new IllegalArgumentException("limit is 1 to 100");
        }
        if (before.isPresent() && before.getAsLong() < 0) {
            throw new IllegalArgumentException("an index is not negative");
        }
    }

    /** The newest entries that fulfil all conditions. */
    public static AuditQuery newest(int limit, Condition... conditions) {
        return new AuditQuery(List.of(conditions), limit, OptionalLong.empty());
    }

    /** The same question about older entries. */
    public AuditQuery before(long index) {
        return new AuditQuery(conditions, limit, OptionalLong.of(index));
    }
}

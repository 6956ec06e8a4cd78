package io.systemmanager.domain.approval;

import java.time.Instant;

/**
 * The latest time that was ever seen. Deadlines are measured by it, so that turning the wall clock
 * back brings nothing that expired back. It cannot know how much time passes while the clock stands
 * behind it; whoever has a monotonic clock adds that up before.
 */
public record Latest(Instant seen) {

    /** After one more look at the clock: never before what was seen. */
    public Latest and(Instant now) {
        return now.isAfter(seen) ? new Latest(now) : this;
    }
}

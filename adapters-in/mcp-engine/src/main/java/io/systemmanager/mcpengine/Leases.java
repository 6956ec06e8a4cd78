package io.systemmanager.mcpengine;

import io.javalin.http.Context;
import io.systemmanager.http.Draining;
import java.time.InstantSource;

/** Grants streams that are held open: as long as their credential lives and is not withdrawn. */
record Leases<P>(Doorkeeper<P> doorkeeper, EngineLimits limits, InstantSource clock) {
    HeldStream stream(Context context, Authentication.Known<P> sender) {
        var lease =
                new HeldStream.Lease(
                        limits, clock, () -> doorkeeper.stillAdmits(context), sender.until());
        return new HeldStream(lease, Draining.of(context));
    }
}

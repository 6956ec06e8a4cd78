package io.systemmanager.domain.audit;

import io.systemmanager.domain.host.HostId;

/**
 * Where entries come from.
 *
 * @param hostName as the host calls itself
 * @param boot 8 hex digits of the kernel's boot id, which make clock steps visible across boots
 * @param version of this software
 * @param build the digest of the source it was built from, or {@code unknown}
 */
public record Origin(HostId host, String hostName, String boot, String version, String build) {}

package io.systemmanager.mcpengine;

import java.util.List;

/**
 * The resources that an application offers. Lists come in a fixed order that depends on the
 * principal only. Called from many threads at once.
 *
 * @param <P> the application's principal
 */
public interface Resources<P> {

    /** Those with a URI of their own. */
    List<ResourceDescription> visibleTo(P principal);

    /** Families of them. */
    List<ResourceTemplate> templatesVisibleTo(P principal);

    /** Reads one, on a virtual thread, and may block. The URI is as sent, and of any content. */
    ResourceAnswer read(ResourceRead<P> read);

    /**
     * Whether the principal may hear of changes of that resource, and there is somebody to tell of
     * them. Asked at each subscription.
     */
    boolean isWatchable(P principal, String uri);
}

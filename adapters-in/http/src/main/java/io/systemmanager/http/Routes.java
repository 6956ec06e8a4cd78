package io.systemmanager.http;

import java.util.List;

/** What an inbound adapter answers on a listener. */
@FunctionalInterface
public interface Routes {
    /** All of its routes; the same list at every call. */
    List<Route> routes();
}

package io.systemmanager.mcp;

import io.systemmanager.domain.approval.ApprovalId;
import java.net.URI;

/** Where a person sees, in a browser, how a request stands that waits for people. Thread-safe. */
@FunctionalInterface
public interface RequestPage {

    /** The page of that request: https, on a listener that is not the agents' own. */
    URI of(ApprovalId approval);
}

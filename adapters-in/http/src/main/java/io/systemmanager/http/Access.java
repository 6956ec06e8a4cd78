package io.systemmanager.http;

/**
 * Who may use a route. The handler of the route enforces it; it stands here so that a test can ask
 * every route for it and call each one as somebody else.
 */
public enum Access {
    /** Anyone who reaches the port; such a route tells nothing worth knowing. */
    ANONYMOUS,
    /** An agent with its credential. */
    AGENT,
    /** A person who approves and looks after the server. */
    OPERATOR,
    /** A person whom the authorization server names, for what their own agents asked for. */
    REQUESTER,
    /** A metrics collector. */
    MONITOR
}

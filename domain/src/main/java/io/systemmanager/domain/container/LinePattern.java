package io.systemmanager.domain.container;

/**
 * A pattern that a caller wants found in lines. Implementations must take time linear in the line
 * (RE2 does), because pattern and text both come from outside.
 */
public interface LinePattern {

    /** What the caller wrote. */
    String source();

    /** Whether the pattern occurs anywhere in the line. Safe for use by several threads. */
    boolean occursIn(CharSequence line);
}

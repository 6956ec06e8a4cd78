package io.systemmanager.domain.outcome;

/** How a change ended. "We do not know" is an ending of its own. */
public sealed interface Outcome {

    /** Done; the states are words of the target's kind, such as {@code running}. */
    record Succeeded(String before, String after) implements Outcome {}

    /** Not done, and nothing is left half done. */
    record Failed(Fault fault) implements Outcome {}

    /** Done in part and taken back: the target is as it was. */
    record RolledBack(Fault fault) implements Outcome {}

    /** Begun, and its end was not seen: the host may or may not have acted. */
    record Unknown(Fault fault) implements Outcome {}
}

package io.systemmanager.domain.note;

/** What a note says about one key. */
public enum SignatureCheck {

    /** The key signed exactly this text. */
    VALID,

    /** No line names the key: it may have signed or not. */
    ABSENT,

    /** A line names the key and does not verify: the whole note must be refused. */
    INVALID
}

package io.systemmanager.http;

/** The listener could not be opened: the address is in use, not ours, or not to be had. */
public final class CannotListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListenException(String why, Throwable cause) {
        super(why, cause);
    }
}

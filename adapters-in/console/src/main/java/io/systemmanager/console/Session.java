package io.systemmanager.console;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.json.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/** One sign-in of one operator, until it ends. Thread-safe. */
final class Session {
    /** How long it lasts without a request. */
    static final Duration IDLE = Duration.ofMinutes(15);

    /** How long it lasts at most. */
    static final Duration LONGEST = Duration.ofHours(8);

    private static final int MOST_SHOWN = 200;

    private final Digest secret;
    private final String token;
    private final Instant opened;
    private final LinkedHashMap<ApprovalId, Digest> shown = new LinkedHashMap<>();
    private Instant used;
    private Instant proven;
    private boolean ended;

    /**
     * @param secret the SHA-256 of the secret that opened it; the secret itself is not kept
     * @param token what each of its forms carries
     */
    Session(Digest secret, String token, Instant now) {
        this.secret = secret;
        this.token = token;
        this.opened = now;
        this.used = now;
        this.proven = now;
    }

    Digest secret() {
        return secret;
    }

    String token() {
        return token;
    }

    /** Whether a form is one that was made in this session. */
    boolean made(String formsToken) {
        return MessageDigest.isEqual(bytes(token), bytes(formsToken));
    }

    /** When the operator last gave the secret in it. */
    synchronized Instant proven() {
        return proven;
    }

    /** The operator gave the secret once more. */
    synchronized void prove(Instant now) {
        proven = now;
    }

    /** Remembers what the operator was shown, so that they decide on nothing else. */
    synchronized void show(ApprovalId approval, Digest what) {
        shown.putLast(approval, what);
        if (shown.size() > MOST_SHOWN) {
            shown.pollFirstEntry();
        }
    }

    /** Whether that is what the operator was shown of it. */
    synchronized boolean showed(ApprovalId approval, Digest what) {
        return what.equals(shown.get(approval));
    }

    /** A request came in it. */
    synchronized void use(Instant now) {
        used = now;
    }

    synchronized void end() {
        ended = true;
    }

    /** Whether it is over; also when the clock was set back, since nobody knows then. */
    synchronized boolean isOver(Instant now) {
        return ended
                || now.isBefore(used)
                || now.isAfter(used.plus(IDLE))
                || now.isAfter(opened.plus(LONGEST));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

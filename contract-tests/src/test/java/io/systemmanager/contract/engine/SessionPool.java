package io.systemmanager.contract.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.SocketFactory;

/**
 * Sessions that live, sessions of another principal and dead ones, and what the server handed out:
 * ids of events and tasks, and states of conversations.
 */
final class SessionPool {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int RENEWED_AFTER = 25; // uses: what is sent may end them
    private static final int EVENTS = 50;
    private static final Pattern EVENT_ID = Pattern.compile("^id: ?(.+)$");
    private static final Pattern TASK = Pattern.compile("\"taskId\":\"([^\"]+)\"");
    private static final Pattern STATE = Pattern.compile("\"requestState\":\"([^\"]+)\"");

    private final int port;
    private final Deque<String> events = new ArrayDeque<>();
    private String task = "t";
    private String state = "s";
    private String live = "";
    private String foreign = "";
    private String dead = "none";
    private int uses;

    SessionPool(int port) {
        this.port = port;
    }

    /** The value behind a name such as {@code $live}; a name that is none stands for itself. */
    String valueOf(String name) {
        if (uses++ % RENEWED_AFTER == 0) {
            dead = live;
            live = shakeHands(EngineFixture.ALICE);
            foreign = shakeHands(EngineFixture.BOB);
        }
        return switch (name) {
            case "$live" -> live;
            case "$foreign" -> foreign;
            case "$dead" -> dead;
            case "$altered" -> altered(live);
            case "$event" -> events.isEmpty() ? "1" : events.getLast();
            case "$event-altered" -> altered(events.isEmpty() ? "1" : events.getFirst());
            case "$task" -> task;
            case "$state" -> state;
            default -> name;
        };
    }

    /** The living one may be dead. */
    void renew() {
        uses = 0;
    }

    /** Keeps what can be sent back. */
    void saw(String line) {
        var id = EVENT_ID.matcher(line);
        if (id.find()) {
            events.addLast(id.group(1));
            if (events.size() > EVENTS) {
                events.removeFirst();
            }
        }
        task = found(TASK, line).orElse(task);
        state = found(STATE, line).orElse(state);
    }

    private static Optional<String> found(Pattern pattern, String line) {
        return pattern.matcher(line).results().map(match -> match.group(1)).findFirst();
    }

    private static String altered(String id) {
        int at = id.length() / 2;
        return id.substring(0, at) + (id.charAt(at) == 'A' ? 'B' : 'A') + id.substring(at + 1);
    }

    private String shakeHands(String token) {
        try (var connection = RawConnection.open(SocketFactory.getDefault(), port, PATIENCE)) {
            connection.send(Requests.initialize(token));
            var session = connection.readHead().header("mcp-session-id");
            connection.cut();
            if (session.isEmpty()) {
                throw new AssertionError("no session for a right handshake");
            }
            return session;
        } catch (IOException e) {
            throw new AssertionError("no answer to a right handshake", e);
        }
    }
}

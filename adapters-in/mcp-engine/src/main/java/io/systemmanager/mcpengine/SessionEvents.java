package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The events of a session: those of its own stream, and those of answers that a client may come
 * back for. Safe for many threads.
 */
final class SessionEvents {
    private static final String OWN = "own";
    private static final int OWN_KEPT = 32; // changes, which can be looked up at any time
    private static final int ANSWER_KEPT = 1000;
    private static final int ANSWERS = 32;

    private final EventLog.Budget budget;
    private final boolean resumable;
    private final EventLog own;
    private final Map<String, EventLog> answers = new LinkedHashMap<>();
    private long made;

    /**
     * @param revision older ones know no events without content, so theirs are not resumed
     */
    SessionEvents(String revision, EventLog.Budget budget) {
        this.resumable = revision.equals(Protocol.LEGACY.getFirst());
        this.budget = budget;
        this.own = new EventLog(OWN, OWN_KEPT, budget);
    }

    boolean isResumable() {
        return resumable;
    }

    EventLog own() {
        return own;
    }

    /** Tells a message on the session's own stream. */
    void tell(ObjectNode message) {
        own.add(JsonText.of(message));
    }

    /** A log for an answer, as long as there is place for one. */
    synchronized Optional<EventLog> openAnswer() {
        if (!resumable || (answers.size() >= ANSWERS && !forgetOne())) {
            return Optional.empty();
        }
        made++;
        var log = new EventLog("a" + made, ANSWER_KEPT, budget);
        answers.put(log.name(), log);
        return Optional.of(log);
    }

    /** The stream of an event that a client saw last, where all that followed is still there. */
    synchronized Optional<EventLog> holding(EventLog.EventId last) {
        var log = last.stream().equals(OWN) ? own : answers.get(last.stream());
        return Optional.ofNullable(log).filter(found -> found.holdsAfter(last.number()));
    }

    synchronized void discard() {
        own.discard();
        answers.values().forEach(EventLog::discard);
        answers.clear();
    }

    private boolean forgetOne() {
        var logs = answers.values().iterator();
        while (logs.hasNext()) {
            var log = logs.next();
            if (log.isComplete()) {
                log.discard();
                logs.remove();
                return true;
            }
        }
        return false;
    }
}

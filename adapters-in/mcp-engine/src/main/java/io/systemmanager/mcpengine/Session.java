package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a handshake agreed on, and what goes on under it. Safe for many threads. */
final class Session implements Announcer.Listener {
    private static final int WATCHED = 1000; // resources; far more than anybody looks at

    /**
     * What was agreed.
     *
     * @param subject whose session it is: nobody else's requests belong to it
     */
    record Agreement(
            String subject,
            String revision,
            ClientCapabilities client,
            Optional<String> clientName,
            Optional<String> clientVersion) {}

    /** What a client did with a question. */
    sealed interface Reaction {
        record Answered(ObjectNode result) implements Reaction {}

        record Refused() implements Reaction {}

        record Late() implements Reaction {}

        record Unreachable() implements Reaction {}
    }

    private final String id;
    private final Agreement agreement;
    private final SessionEvents events;
    private final Map<JsonNode, Cancellation> running = new HashMap<>();
    private final Map<String, CompletableFuture<Reaction>> questions = new HashMap<>();
    private final Set<String> watched = new HashSet<>();
    private LogLevel logLevel = LogLevel.INFO;
    private @Nullable Cancellation stream;
    private long asked;
    private boolean ended;

    Session(String id, Agreement agreement, SessionEvents events) {
        this.id = id;
        this.agreement = agreement;
        this.events = events;
    }

    String id() {
        return id;
    }

    Agreement agreement() {
        return agreement;
    }

    SessionEvents events() {
        return events;
    }

    /** The mildest log messages that the client wants. */
    synchronized LogLevel logLevel() {
        return logLevel;
    }

    synchronized void wantLogs(LogLevel threshold) {
        logLevel = threshold;
    }

    /** A request is carried out from now on, and can be cancelled by its id. */
    synchronized void begun(RpcId request, Cancellation work) {
        running.put(request.node(), work);
    }

    synchronized void done(RpcId request, Cancellation work) {
        running.remove(request.node(), work);
    }

    /**
     * The client wants to hear of changes of a resource.
     *
     * @return false when it hears of too many already
     */
    synchronized boolean watch(String uri) {
        return watched.contains(uri) || (watched.size() < WATCHED && watched.add(uri));
    }

    synchronized void unwatch(String uri) {
        watched.remove(uri);
    }

    @Override
    public void hear(Notice notice) {
        boolean wanted =
                switch (notice) {
                    case Notice.ListChanged _ -> true;
                    case Notice.ResourceUpdated(var uri) -> isWatched(uri);
                    case Notice.TaskChanged _ -> false; // these revisions have no tasks
                };
        if (wanted) {
            events.tell(Envelope.notification(notice.method(), notice.params()));
        }
    }

    private synchronized boolean isWatched(String uri) {
        return watched.contains(uri);
    }

    /** Takes note of a message that has no answer; most say nothing to us. */
    void heed(Message message) {
        switch (message) {
            case Message.Notification(var method, var params)
                    when method.equals("notifications/cancelled") ->
                    RpcId.of(params.path("requestId")).ifPresent(this::cancel);
            case Message.Response(var answered, var result) ->
                    react(
                            answered.text(),
                            result.<Reaction>map(Reaction.Answered::new)
                                    .orElseGet(Reaction.Refused::new));
            case Message.Notification _, Message.Request _ -> {}
        }
    }

    /** Cancels a request; one that is unknown or over is nobody's fault. */
    private void cancel(RpcId request) {
        Optional<Cancellation> work;
        synchronized (this) {
            work = Optional.ofNullable(running.get(request.node()));
        }
        work.ifPresent(Cancellation::cancel);
    }

    private void react(String question, Reaction reaction) {
        Optional<CompletableFuture<Reaction>> waiting;
        synchronized (this) {
            waiting = Optional.ofNullable(questions.get(question));
        }
        waiting.ifPresent(answer -> answer.complete(reaction));
    }

    /** Asks the client on the stream of its own request, and waits for the answer. */
    Reaction ask(AnswerStream on, Question question, Duration patience) {
        var answer = new CompletableFuture<Reaction>();
        String key;
        synchronized (this) {
            if (ended) {
                return new Reaction.Unreachable();
            }
            asked++;
            key = "ask-" + asked;
            questions.put(key, answer);
        }
        try {
            return on.tell(Envelope.request(key, question.method(), question.params()))
                    ? answer.get(patience.toNanos(), TimeUnit.NANOSECONDS)
                    : new Reaction.Unreachable();
        } catch (TimeoutException late) {
            var params = JsonNodeFactory.instance.objectNode().put("requestId", key);
            on.tell(Envelope.notification("notifications/cancelled", params));
            return new Reaction.Late();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return new Reaction.Unreachable();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("an answer is never an exception", broken);
        } finally {
            synchronized (this) {
                questions.remove(key);
            }
        }
    }

    /**
     * Takes the one stream that is no answer; the end of the session cancels it.
     *
     * @return false when it is taken, or the session has ended
     */
    synchronized boolean takeStream(Cancellation holder) {
        if (stream != null || ended) {
            return false;
        }
        stream = holder;
        return true;
    }

    /** Takes that stream from a connection which its client says is lost. */
    synchronized boolean retakeStream(Cancellation holder) {
        if (ended) {
            return false;
        }
        var lost = stream;
        stream = holder;
        if (lost != null) {
            lost.cancel();
        }
        return true;
    }

    synchronized void leaveStream(Cancellation holder) {
        if (stream == holder) {
            stream = null;
        }
    }

    /**
     * Ends the stream and every question. Calls that run go on to their answers, which somebody
     * waits for.
     */
    void end() {
        Optional<Cancellation> held;
        List<CompletableFuture<Reaction>> open;
        synchronized (this) {
            ended = true;
            held = Optional.ofNullable(stream);
            open = new ArrayList<>(questions.values());
        }
        held.ifPresent(Cancellation::cancel);
        open.forEach(answer -> answer.complete(new Reaction.Unreachable()));
        events.discard();
    }
}

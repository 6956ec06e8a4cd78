package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.systemmanager.application.OwnOperations;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.mcpengine.Ask;
import io.systemmanager.mcpengine.Question;
import io.systemmanager.mcpengine.ToolCall;
import io.systemmanager.mcpengine.Turn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Sends the person at a client to a page that shows how their request stands while people decide,
 * and holds the client's retries meanwhile. It decides nothing: a retry reads the operation that
 * its sealed state names, and does no more than wait, whatever it says. One thing it can do is what
 * every caller can: take its own request back, when the person declines.
 *
 * <p>Thread-safe.
 */
final class WaitForPeople {
    /** Under this key stands what became of the page. */
    static final String KEY = "approval";

    /** How long a retry is held. */
    private static final Duration HOLD = Duration.ofSeconds(25);

    /** After so many answers that are none, the record is; clients give up after ten. */
    private static final int MOST_ROUNDS = 8;

    private final OwnOperations own;
    private final Optional<RequestPage> page;
    private final Waiting waiting;

    /**
     * @param page empty where people cannot reach one; then nobody is sent
     */
    WaitForPeople(OwnOperations own, Optional<RequestPage> page, Waiting waiting) {
        this.own = own;
        this.page = page;
        this.waiting = waiting;
    }

    /** What the state of a wait remembers. */
    private record Memo(OperationId operation, int round) {

        /** It was sealed by us and opened by nobody since, so it is as we wrote it. */
        static Memo of(JsonNode json) {
            return new Memo(
                    new OperationId(json.path("operation").asText()), json.path("round").asInt());
        }

        JsonNode toJson() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("operation", operation.value())
                    .put("round", round);
        }
    }

    /**
     * Whether a call of this client is answered with the page when people must decide: an
     * authorization server says who its person is, and it says itself that it opens pages. A client
     * that follows tasks gets one instead.
     */
    boolean sends(ToolCall<Caller.Agent> call) {
        var caller = call.principal();
        var client = call.turn().client();
        return page.isPresent()
                && caller.credential().kind() == CredentialId.Kind.OAUTH
                && caller.person().isPresent()
                && call.context().isStateless()
                && client.takesPages()
                && !client.followsTasks();
    }

    /** The question whose retry {@link #goOn} takes; empty when that operation waits for nobody. */
    Optional<Ask> begin(OperationRecord operation) {
        return ask(operation, 1, false);
    }

    /** What a retry found. */
    sealed interface Found {
        /** People have not decided yet; ask on. */
        record Open(Ask ask) implements Found {}

        /** There is nothing more to wait for here. */
        record Standing(OperationRecord operation) implements Found {}

        /** It is not the caller's, or there is none. */
        record Nothing() implements Found {}
    }

    /** Goes on with the wait that such a question began. */
    Found goOn(ToolCall<Caller.Agent> call, JsonNode state) {
        var memo = Memo.of(state);
        var caller = call.principal();
        var action = action(call.turn());
        return switch (action) {
            case "decline" -> standing(own.cancel(caller, memo.operation()));
            case "cancel" -> standing(own.find(caller, memo.operation()));
            default -> held(call, memo, action.equals("accept"));
        };
    }

    private static String action(Turn turn) {
        return Optional.ofNullable(turn.answers().get(KEY))
                .map(answer -> answer.path("action").asText())
                .orElse("");
    }

    private Found held(ToolCall<Caller.Agent> call, Memo memo, boolean opened) {
        var found =
                waiting.reporting(
                        call.tool(),
                        call.stream(),
                        () -> own.await(call.principal(), memo.operation(), HOLD));
        return found.flatMap(operation -> ask(operation, memo.round() + 1, opened))
                .<Found>map(Found.Open::new)
                .orElseGet(() -> standing(found));
    }

    private static Found standing(Optional<OperationRecord> found) {
        return found.<Found>map(Found.Standing::new).orElseGet(Found.Nothing::new);
    }

    /** Whoever opened the page is not asked to open it again. */
    private Optional<Ask> ask(OperationRecord operation, int round, boolean opened) {
        if (round > MOST_ROUNDS
                || !(operation.state() instanceof OperationState.AwaitingApproval waiting)) {
            return Optional.empty();
        }
        var memo = Optional.of(new Memo(operation.id(), round).toJson());
        return opened
                ? Optional.of(new Ask(Map.of(), memo))
                : page.map(each -> new Ask(Map.of(KEY, question(operation, waiting, each)), memo));
    }

    private static Question question(
            OperationRecord operation, OperationState.AwaitingApproval waiting, RequestPage page) {
        var words =
                ("%s of %s waits until %s for a person who may decide. The page shows how it"
                                + " stands; nothing is decided there. Decline to take the request"
                                + " back.")
                        .formatted(
                                operation.operation().value(), operation.target(), waiting.until());
        return new Question.Page(words, page.of(waiting.approval()), operation.id().value());
    }
}

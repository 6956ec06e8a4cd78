package io.systemmanager.ops.operators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.application.Authentication;
import io.systemmanager.application.CallerDoor;
import io.systemmanager.application.Evidence;
import io.systemmanager.application.TokenOffice;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators can ask for by the command: credentials, and errands. Thread-safe. */
public final class OperatorDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST_LIFE_DAYS = 366;

    private final CallerDoor door;
    private final TokenOffice office;
    private final Map<String, Errand> errands;
    private final Function<JsonNode, Optional<Evidence>> evidence;

    /** What an operator can have done; each is known by the command that asks for it. */
    @FunctionalInterface
    public interface Errand {
        /**
         * The members of the answer.
         *
         * @throws IllegalArgumentException when the request is not one; the operator is told
         */
        ObjectNode run(Caller.Operator operator, JsonNode request);
    }

    /**
     * @param evidence what a request without a secret proves by itself; throws an {@link
     *     IllegalArgumentException} when it is not in form
     */
    public OperatorDesk(
            CallerDoor door,
            TokenOffice office,
            Map<String, Errand> errands,
            Function<JsonNode, Optional<Evidence>> evidence) {
        this.door = door;
        this.office = office;
        this.errands = Map.copyOf(errands);
        this.evidence = evidence;
    }

    /**
     * Answers a request; one that does not prove an operator is refused and recorded. A member that
     * is null says as much as one that is not there.
     */
    public ObjectNode answer(JsonNode request) {
        if (request instanceof ObjectNode members) {
            members.properties().removeIf(member -> member.getValue().isNull());
        }
        Evidence shown;
        try {
            shown = shown(request);
        } catch (IllegalArgumentException wrong) {
            return refused(String.valueOf(wrong.getMessage()));
        }
        var client = new Client(Optional.of("systemmanager"), Optional.empty(), "", "unix");
        return switch (door.admit(shown, client, Caller.Operator.class)) {
            case Authentication.Known(Caller.Operator operator, _) -> answer(operator, request);
            case Authentication.Known _ -> // the door admits no other kind
                    refused("this is not the operator's secret");
            case Authentication.Rejected _ ->
                    refused(
                            shown instanceof Evidence.SignedVote
                                    ? "this is not the signature of an operator under this vote"
                                    : "this is not the operator's secret");
            case Authentication.Throttled(var wait) ->
                    refused("too many wrong secrets; wait " + wait.toSeconds() + " s");
            case Authentication.Undecided _ -> refused("the secret cannot be judged now");
        };
    }

    private Evidence shown(JsonNode request) {
        var secret = Optional.of(request.path("secret").asText()).filter(text -> !text.isEmpty());
        return secret.<Evidence>map(Evidence.Token::new)
                .or(() -> evidence.apply(request))
                .orElseGet(Evidence.None::new);
    }

    /** The form of a refusal. */
    static ObjectNode refused(String why) {
        return JSON.objectNode().put("ok", false).put("error", why);
    }

    private ObjectNode answer(Caller.Operator operator, JsonNode request) {
        try {
            return switch (request.path("command").asText()) {
                case "token.create" -> create(operator.subject(), request);
                case "token.list" -> list();
                case "token.revoke" -> revoke(operator.subject(), request);
                default -> errand(operator, request);
            };
        } catch (LedgerUnavailable unrecorded) {
            LOG.error("an operator's errand was not carried out", unrecorded);
            return refused("the ledger does not take this now; see the server's log");
        } catch (IllegalArgumentException wrong) {
            return refused(String.valueOf(wrong.getMessage()));
        }
    }

    private ObjectNode errand(Caller.Operator operator, JsonNode request) {
        var errand = errands.get(request.path("command").asText());
        return errand == null
                ? refused("there is no such command")
                : errand.run(operator, request).put("ok", true);
    }

    private ObjectNode create(Subject operator, JsonNode request) {
        var subject = new Subject(request.path("subject").asText());
        if (subject.value().startsWith("system:")) {
            throw new IllegalArgumentException("a credential is for agent:, operator: or monitor:");
        }
        int days = request.path("days").asInt(90);
        if (days < 1 || days > LONGEST_LIFE_DAYS) {
            throw new IllegalArgumentException("days is 1 to " + LONGEST_LIFE_DAYS);
        }
        var issued =
                office.issue(
                        operator,
                        subject,
                        scopes(request.path("scopes")),
                        texts(request.path("roles")),
                        Optional.of(request.path("person").asText())
                                .filter(name -> !name.isEmpty())
                                .map(Person::new),
                        Optional.of(Duration.ofDays(days)));
        var answer = JSON.objectNode().put("ok", true).put("secret", issued.secret());
        answer.set("token", describe(issued.token()));
        return answer;
    }

    private ObjectNode list() {
        var answer = JSON.objectNode().put("ok", true);
        var rows = answer.putArray("tokens");
        office.list().forEach(token -> rows.add(describe(token)));
        var unreadable = answer.putArray("unreadable");
        office.unreadable()
                .forEach(
                        each -> unreadable.addObject().put("id", each.id()).put("why", each.why()));
        return answer;
    }

    private ObjectNode revoke(Subject operator, JsonNode request) {
        var id = new CredentialId(request.path("id").asText());
        return office.revoke(operator, id)
                ? JSON.objectNode().put("ok", true)
                : refused("there is no such token that is still good");
    }

    private static Set<Scope> scopes(JsonNode names) {
        var scopes = new HashSet<Scope>();
        for (var name : texts(names)) {
            scopes.add(
                    Scope.named(name)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("no such scope: " + name)));
        }
        return scopes;
    }

    private static Set<String> texts(JsonNode array) {
        var texts = new HashSet<String>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static ObjectNode describe(TokenRecord token) {
        var node = JSON.objectNode();
        node.put("id", token.id().value()).put("subject", token.subject().value());
        var scopes = node.putArray("scopes");
        token.scopes().stream().map(Scope::wireName).sorted().forEach(scopes::add);
        var roles = node.putArray("roles");
        token.roles().stream().sorted().forEach(roles::add);
        token.person().ifPresent(person -> node.put("person", person.name()));
        node.put("created_at", token.createdAt().toString());
        node.put("expires_at", token.expiresAt().map(Instant::toString).orElse("never"));
        token.revokedAt().ifPresent(at -> node.put("revoked_at", at.toString()));
        return node;
    }
}

package io.systemmanager.ops.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call as far as its entry in the ledger tells: who made it, with which roles, on what, and which
 * rules of which policy matched. Labels of containers are in no entry.
 *
 * @param container as it was asked for; empty for the host as a whole
 * @param named that is certain to be its name, as it does not begin its id
 * @param revision of the policy that judged it
 * @param matched the ids of that policy's rules that matched
 */
record RecordedCall(
        Subject who,
        Set<String> roles,
        OperationName operation,
        Optional<ContainerRef> container,
        boolean named,
        String revision,
        Set<String> matched) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The entries that each stand for one call of an agent that policy judged. */
    private static final Set<String> JUDGED =
            Set.of(
                    "op.read",
                    "op.dry_run",
                    "op.denied",
                    "op.started",
                    "approval.requested",
                    "audit.queried");

    RecordedCall {
        roles = Set.copyOf(roles);
        matched = Set.copyOf(matched);
    }

    /** What an entry says about a call. */
    sealed interface Found {
        record Call(RecordedCall call) implements Found {}

        /** A call that was refused before policy was asked, for a missing scope or as our own. */
        record RefusedBefore() implements Found {}

        /** It is about no call, or about one that another entry stands for. */
        record Nothing() implements Found {}
    }

    /** Reads an entry; one that somebody changed is none. */
    static Found of(String entry) {
        try {
            return of(JSON.readTree(entry));
        } catch (JsonProcessingException | IllegalArgumentException changed) {
            return new Found.Nothing();
        }
    }

    private static Found of(JsonNode entry) {
        var type = entry.path("type").asText();
        if (type.equals("authz.denied")
                || entry.at("/decision/rule").asText().equals(OwnThings.RULE)) {
            return new Found.RefusedBefore();
        }
        boolean afterApproval = type.equals("op.started") && entry.has("approval");
        if (!JUDGED.contains(type) || afterApproval || !entry.has("decision")) {
            return new Found.Nothing();
        }
        return new Found.Call(
                new RecordedCall(
                        new Subject(entry.at("/actor/sub").asText()),
                        Set.copyOf(texts(entry.at("/actor/roles"))),
                        new OperationName(entry.at("/op/name").asText()),
                        container(entry.at("/target/0")),
                        named(entry.at("/target/0")),
                        entry.at("/decision/policy_rev").asText(),
                        Set.copyOf(texts(entry.at("/decision/matched")))));
    }

    private static Optional<ContainerRef> container(JsonNode target) {
        return target.path("kind").asText().equals("container")
                ? Optional.of(new ContainerRef(target.path("name").asText()))
                : Optional.empty();
    }

    private static boolean named(JsonNode target) {
        var id = target.path("id").asText();
        return !id.isEmpty() && !id.startsWith(target.path("name").asText());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** What a policy can look at; a container is one of which only the name is known. */
    Facts facts() {
        var host = SupposedTarget.host();
        Target target =
                container
                        .<Target>map(name -> new Target.UnresolvedContainer(host.host(), name))
                        .orElse(host);
        var risk = OperationNames.named(operation.value()).tool().risk();
        return new Facts(who, roles, operation, risk, target);
    }

    /** In words: who called what on what. */
    @Override
    public String toString() {
        return who + " " + operation + container.map(name -> " on " + name.value()).orElse("");
    }
}

package io.systemmanager.domain.approval;

import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.plan.Plan;

/**
 * What exactly is approved: the call, what it was resolved to, what it will do, who asked, and the
 * policy under which. Two bindings that differ in any of it have different digests.
 *
 * @param contract the version of the tool's contract
 * @param arguments in their normal form with defaults filled in; a secret stands as its full keyed
 *     mark, because the plain digest of a guessable one would let others try guesses
 * @param target resolved; by its immutable id, with all that policy looked at
 * @param policyRevision {@code sha256:} and the digest of the policy's bytes
 */
public record Binding(
        OperationName operation,
        String contract,
        Json.Obj arguments,
        Target target,
        Plan plan,
        Requester requester,
        String policyRevision) {

    private static final String LABEL = "sm/op/v1";

    public Binding {
        if (target instanceof Target.UnresolvedContainer) {
            throw new IllegalArgumentException("only what was resolved can be approved");
        }
        if (contract.isBlank() || policyRevision.isBlank()) {
            throw new IllegalArgumentException("a binding names its contract and policy revision");
        }
    }

    /**
     * SHA-256 of {@code sm/op/v1}, a line feed, and the canonical form of {@link #toJson}.
     *
     * @throws IllegalArgumentException when a text in it has no UTF-8 form
     */
    public Digest digest() {
        return Digest.of(LABEL, toJson());
    }

    /**
     * The form that is digested. Texts stand in it as they are: what shows it to people must make
     * them visible first.
     */
    public Json.Obj toJson() {
        return Json.object()
                .put("tool", operation.value())
                .put("contract", contract)
                .put("args", arguments)
                .put("host", target.host().value())
                .put("resolved", resolved())
                .put("plan", plan.toJson())
                .put("requester", asker())
                .put("policy_rev", policyRevision)
                .build();
    }

    private Json.Obj resolved() {
        return switch (target) {
            case Target.Host _ -> Json.object().put("kind", "host").build();
            case Target.Container container -> resolved(container);
            case Target.UnresolvedContainer _ ->
                    throw new IllegalStateException("the constructor lets none in");
        };
    }

    private static Json.Obj resolved(Target.Container container) {
        var form =
                Json.object()
                        .put("kind", "container")
                        .put("id", container.id().value())
                        .put("asked", container.asked().value())
                        .put("name", container.name())
                        .put("image", container.imageId())
                        .put("labels", Json.texts(container.labels()))
                        .put("state", container.state().wireName());
        if (!container.writes().isEmpty()) {
            form.put(
                    "writes",
                    new Json.Arr(container.writes().stream().map(Binding::mount).toList()));
        }
        return form.build();
    }

    private static Json mount(Target.WritableMount mount) {
        return Json.object()
                .put("source", mount.source().value())
                .put("inside", mount.inside().value())
                .build();
    }

    private Json.Obj asker() {
        return Json.object()
                .put("sub", requester.subject().value())
                .put("client", program(requester.client()))
                .build();
    }

    private static Json.Obj program(Client client) {
        return Json.object()
                .put("name", client.name())
                .put("ver", client.version())
                .put("proto", client.protocol())
                .put("addr", client.address())
                .build();
    }
}

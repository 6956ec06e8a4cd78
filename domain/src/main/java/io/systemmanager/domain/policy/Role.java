package io.systemmanager.domain.policy;

import io.systemmanager.domain.caller.Scope;
import java.util.Set;

/**
 * What a role gives. One kind never becomes the other: who acts does not approve.
 *
 * @param scopes what an agent of this role may use
 * @param approver whether operators of this role fill approval slots; then it has no scopes
 */
public record Role(Set<Scope> scopes, boolean approver) {
    public Role {
        scopes = Set.copyOf(scopes);
        if (approver && !scopes.isEmpty()) {
            throw new IllegalArgumentException("an approver role has no scopes");
        }
    }
}

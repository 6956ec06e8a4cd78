package io.systemmanager.domain.approval;

import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import java.util.Optional;

/**
 * Who asked.
 *
 * @param person the human for whom it asks, where one is known
 * @param credential what it showed; when that is revoked, what it asked for is stale
 */
public record Requester(
        Subject subject, Optional<Person> person, Client client, CredentialId credential) {

    /** Whether a decision by this person would be one on their own request. */
    public boolean is(Person someone) {
        return person.filter(someone::equals).isPresent();
    }
}

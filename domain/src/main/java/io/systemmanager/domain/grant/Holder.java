package io.systemmanager.domain.grant;

import io.systemmanager.domain.approval.Requester;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.text.VisibleText;

/**
 * Whose calls a grant answers: those of one agent through one program.
 *
 * @param client the program's name as it says it; visible characters, at most 128. What does not
 *     say who it is holds no grant
 */
public record Holder(Subject agent, String client) {
    private static final int LONGEST = 128;

    public Holder {
        if (!agent.value().startsWith("agent:")) {
            throw new IllegalArgumentException("a grant is for an agent, as in agent:ci");
        }
        if (client.isBlank() || !client.equals(VisibleText.line(client, LONGEST))) {
            throw new IllegalArgumentException(
                    "a grant names the agent's program as approvals show it, 1 to 128 characters");
        }
    }

    /** Whether that is it. */
    public boolean is(Requester requester) {
        return agent.equals(requester.subject())
                && requester.client().name().filter(client::equals).isPresent();
    }
}

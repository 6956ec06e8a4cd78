package io.systemmanager.domain.approval;

import java.util.Locale;

/** Every way in which a move is refused. The wire name is a promise. */
public enum Refusal {
    NOT_PENDING(
            "All votes are in.",
            "It waits for its execution only; a person who may decide on it can revoke it."),
    NOT_APPROVED("Votes are missing.", "Wait until every slot is filled."),
    ALREADY_CLAIMED(
            "Its execution has begun; an approval serves once.",
            "operations_get shows how it ends; ask anew to do it again."),
    NOT_CLAIMED("Its execution has not begun.", "Claim it before its end is recorded."),
    ENDED("It has ended, and nothing changes that.", "Ask anew if it is still wanted."),
    EXPIRED("Its time is over.", "Ask anew if it is still wanted."),
    NOT_DUE("Its time is not over.", "Nothing is to do before its deadline."),
    DIGEST_MISMATCH(
            "This is for something other than what was asked for.",
            "Look at the approval again, and decide on what it shows now."),
    OWN_REQUEST(
            "Nobody decides on a request of their own, or of an agent that acts for them.",
            "Another person must decide; whoever asked can cancel it."),
    NOT_ELIGIBLE(
            "None of this person's roles may decide on it.",
            "A person with a role that it asks for must decide."),
    NO_OPEN_SLOT(
            "The slots that this person's roles could fill are filled.",
            "A person with a role that is still missing must vote."),
    ALREADY_VOTED(
            "This person has voted; each has one vote.", "Revoke it to take an agreement back."),
    SIGNATURE_NEEDED(
            "Votes in favour must be signed here.",
            "Sign what approvals statement prints, with a key of yours that the server knows."),
    SIGNATURE_INVALID(
            "The signature is not of this vote's statement, or its key is not this person's now.",
            "Sign what approvals statement prints, with a key of yours that the server knows."),
    SECRET_NEEDED(
            "The session was proven too long ago for something of this risk.",
            "Give the secret again with the decision."),
    NOT_YOURS("Only whoever asked can cancel it.", "A person who may decide on it can deny it."),
    TOO_MANY(
            "As many grants stand as may at once.",
            "Revoke one that is not needed, or wait until one is over."),
    STUCK(
            "What the ledger holds of it is not what this server wrote, or takes no move.",
            "It is never carried out; the runbook on stuck approvals says what to do.");

    private final String meaning;
    private final String nextStep;

    Refusal(String meaning, String nextStep) {
        this.meaning = meaning;
        this.nextStep = nextStep;
    }

    /** The word for programs. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The cause, one sentence for people. */
    public String meaning() {
        return meaning;
    }

    /** What can be done about it, one sentence. */
    public String nextStep() {
        return nextStep;
    }
}

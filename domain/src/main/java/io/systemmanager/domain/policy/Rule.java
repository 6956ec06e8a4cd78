package io.systemmanager.domain.policy;

import io.systemmanager.domain.risk.Risk;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One rule. All attributes must match, and within an attribute one value is enough; an empty
 * attribute matches everything.
 *
 * <p>A rule that allows speaks about the risks {@code READ} and {@code LOW} only. {@link
 * Flag#OVERRIDE_RISK} makes it speak about {@code HIGH} instead, and nothing makes it speak about
 * {@code CRITICAL}: that always takes a person.
 *
 * @param id lower-case letters, digits and dashes; unique in its policy
 * @param operations patterns over operation names, at least one
 * @param targets one is enough; empty for any target
 * @param risks empty for any risk
 * @param effect what it says to a call that matches
 */
public record Rule(
        String id,
        Who who,
        List<Glob> operations,
        List<TargetPattern> targets,
        Set<Risk> risks,
        Verdict effect,
        Set<Flag> flags) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Set<String> RESERVED = Set.of("default", "scope", "self-protection");

    /** What else a rule says. */
    public enum Flag {
        /** An outright permission for operations of high risk. */
        OVERRIDE_RISK
    }

    public Rule {
        operations = List.copyOf(operations);
        targets = List.copyOf(targets);
        risks = Set.copyOf(risks);
        flags = Set.copyOf(flags);
        require(
                ID.matcher(id).matches() && !RESERVED.contains(id),
                "a rule's id is 1 to 64 lower-case letters, digits and dashes, and not 'default',"
                        + " 'scope' or 'self-protection'");
        require(!operations.isEmpty(), "a rule names at least one operation");
        checkRisks(risks, effect, flags.contains(Flag.OVERRIDE_RISK));
    }

    private static void checkRisks(Set<Risk> risks, Verdict effect, boolean override) {
        boolean allows = effect instanceof Verdict.Allow;
        require(
                !override || (allows && risks.equals(Set.of(Risk.HIGH))),
                "override_risk needs the effect allow and the risk list [high], nothing else");
        require(
                !allows || !risks.contains(Risk.CRITICAL),
                "what is critical is never allowed outright; it takes an approval");
        require(
                !allows || override || !risks.contains(Risk.HIGH),
                "allowing high risk outright needs override_risk: true");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

package io.systemmanager.console;

import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One standing grant in a list. */
record GrantRow(
        String id,
        String operation,
        String targets,
        String agent,
        String remaining,
        String expires,
        String state) {

    /**
     * @param standing how it stands now, in one word
     */
    static GrantRow of(StandingGrant grant, String standing) {
        var terms = grant.terms();
        return new GrantRow(
                grant.id().value(),
                terms.operations().toString(),
                targets(terms.targets().names(), terms.targets().labels()),
                terms.holder().agent().value(),
                grant.remaining() + " of " + terms.uses(),
                Words.moment(terms.expires()),
                standing);
    }

    private static String targets(List<Glob> names, Map<String, List<Glob>> labels) {
        var parts = new ArrayList<String>();
        if (!names.isEmpty()) {
            parts.add(globs(names));
        }
        labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(label -> VisibleText.line(label.getKey()) + " = " + globs(label.getValue()))
                .forEach(parts::add);
        return VisibleText.line(String.join(" and ", parts));
    }

    private static String globs(List<Glob> globs) {
        return globs.stream().map(Glob::toString).collect(Collectors.joining(" or "));
    }
}

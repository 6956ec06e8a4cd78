package io.systemmanager.console;

import io.systemmanager.domain.journal.KeptGrant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The standing grants, and the form that makes one.
 *
 * @param typed what was typed into a form that was not taken
 * @param fault why it was not
 * @param secret whether agreeing takes the secret again
 */
record GrantsView(
        List<GrantRow> rows,
        List<KeptGrant.Unreadable> unreadable,
        Map<String, String> typed,
        Optional<String> fault,
        boolean secret)
        implements View {

    String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    @Override
    public String title() {
        return "Standing grants";
    }

    @Override
    public String template() {
        return "grants";
    }

    @Override
    public Section section() {
        return Section.GRANTS;
    }
}

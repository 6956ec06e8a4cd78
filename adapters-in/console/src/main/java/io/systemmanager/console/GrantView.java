package io.systemmanager.console;

import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One standing grant, and what somebody can do about it.
 *
 * @param fault why their last decision was not taken
 * @param agrees whether they can agree
 * @param secret whether that takes the secret again
 */
record GrantView(
        StandingGrant grant,
        String standing,
        Optional<String> fault,
        boolean agrees,
        boolean secret)
        implements View {

    GrantRow row() {
        return GrantRow.of(grant, standing);
    }

    boolean revokes() {
        return grant instanceof StandingGrant.Live;
    }

    String digest() {
        return grant.terms().digest().hex();
    }

    List<CardView.Fact> bounds() {
        var terms = grant.terms();
        var facts = new ArrayList<CardView.Fact>();
        facts.add(new CardView.Fact("agent", terms.holder().agent().value()));
        facts.add(new CardView.Fact("program", terms.holder().client()));
        facts.add(new CardView.Fact("operation", terms.operations().toString()));
        facts.add(new CardView.Fact("containers", row().targets()));
        terms.parameters().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(bound ->
                        new CardView.Fact(
                                "argument " + VisibleText.line(bound.getKey()),
                                bound.getValue().toString()))
                .forEach(facts::add);
        facts.add(new CardView.Fact("rate", "at most " + terms.rate()));
        facts.add(new CardView.Fact("from", Words.moment(terms.notBefore())));
        facts.add(new CardView.Fact("until", Words.moment(terms.expires())));
        facts.add(new CardView.Fact("reason", terms.reason()));
        return facts;
    }

    List<CardView.Fact> votes() {
        return grant.votes().stream()
                .map(vote ->
                        new CardView.Fact(
                                vote.by().person().name(),
                                "as %s at %s, by %s"
                                        .formatted(
                                                String.join(
                                                        ", ",
                                                        vote.by().roles().stream()
                                                                .sorted()
                                                                .toList()),
                                                Words.moment(vote.at()),
                                                vote.by().method().wireName())))
                .toList();
    }

    @Override
    public String title() {
        return "Standing grant";
    }

    @Override
    public String template() {
        return "grant";
    }

    @Override
    public Section section() {
        return Section.GRANTS;
    }
}

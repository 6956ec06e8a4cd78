package io.systemmanager.console;

import io.systemmanager.application.ApprovalOffice;
import io.systemmanager.domain.approval.ApprovalRequest;
import io.systemmanager.domain.approval.Requester;
import io.systemmanager.domain.approval.Statement;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a person is shown of an approval, and what they can do about it. All of it is the
 * server's own knowledge but the reason, which is the agent's.
 *
 * @param fault why their last decision was not taken
 * @param draft their own words, kept when a decision was not taken
 */
record CardView(
        ApprovalOffice.Card card, Choices choices, Optional<String> fault, Optional<String> draft)
        implements View {

    /** A name and what stands there. */
    record Fact(String name, String value) {}

    /** A vote in a list. */
    record Cast(String by, String choice, String method, String at, Optional<String> reason) {}

    @Override
    public String title() {
        return row().operation() + " on " + row().target();
    }

    @Override
    public String template() {
        return "card";
    }

    @Override
    public Section section() {
        return Section.APPROVALS;
    }

    ApprovalRow row() {
        return ApprovalRow.of(card);
    }

    String digest() {
        return request().digest().hex();
    }

    /** What is signed to agree. */
    String statement() {
        return request().statement(Vote.Choice.APPROVE).text();
    }

    /** A command that signs just that; nothing in it needs to be quoted otherwise. */
    String signing() {
        return "printf '%%s\\n' %s | ssh-keygen -Y sign -n %s -f ~/.ssh/id_ed25519"
                .formatted(String.join(" ", statement().lines().toList()), Statement.NAMESPACE);
    }

    Plan plan() {
        return request().binding().plan();
    }

    /** What the person wrote with a decision that was not taken. */
    String words() {
        return VisibleText.lines(draft.orElse(""));
    }

    String visible(String text) {
        return VisibleText.line(text);
    }

    /** The agent's own words. */
    Optional<String> reason() {
        return request().reason().map(VisibleText::line);
    }

    List<Fact> target() {
        return switch (request().binding().target()) {
            case Target.Container container ->
                    List.of(
                            new Fact("container", VisibleText.line(container.name())),
                            new Fact("id", container.id().value()),
                            new Fact("image", VisibleText.line(container.imageId())),
                            new Fact("state", container.state().wireName()));
            case Target.Host host -> List.of(new Fact("host", host.host().value()));
            case Target.UnresolvedContainer _ ->
                    throw new IllegalStateException("only what was resolved can be approved");
        };
    }

    List<Fact> labels() {
        return request().binding().target() instanceof Target.Container container
                ? container.labels().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each ->
                                new Fact(
                                        VisibleText.line(each.getKey()),
                                        VisibleText.line(each.getValue())))
                        .toList()
                : List.of();
    }

    List<Fact> arguments() {
        var facts = new ArrayList<Fact>();
        request()
                .binding()
                .arguments()
                .members()
                .forEach((name, value) -> facts.add(new Fact(name, VisibleText.line(text(value)))));
        return facts;
    }

    List<Fact> requester() {
        Requester requester = request().requester();
        var client = requester.client();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("asked by", requester.subject().value()));
        requester.person().map(Person::name).ifPresent(name -> facts.add(new Fact("for", name)));
        client.name()
                .ifPresent(
                        name -> facts.add(new Fact("program says", VisibleText.line(name, 128))));
        facts.add(new Fact("from", client.address()));
        return facts;
    }

    List<Cast> votes() {
        return card.approval().approval().votes().stream().map(CardView::cast).toList();
    }

    String need() {
        return Words.slots(request().slots().wanted());
    }

    /** What went wrong with the operation, where something did. */
    Optional<String> ending() {
        return switch (card.operation().state()) {
            case OperationState.Failed(var fault) -> Optional.of(fault.cause());
            case OperationState.RolledBack(var fault) -> Optional.of(fault.cause());
            case OperationState.Indeterminate(var fault, _) -> Optional.of(fault.cause());
            case OperationState.Succeeded(var before, var after) ->
                    Optional.of(before + " → " + after);
            case OperationState.AwaitingApproval _,
                    OperationState.Cancelled _,
                    OperationState.Running _ ->
                    Optional.empty();
        };
    }

    private ApprovalRequest request() {
        return card.approval().approval().request();
    }

    private static Cast cast(Vote vote) {
        return new Cast(
                vote.by().person().name(),
                vote.choice().wireName(),
                vote.by().method().wireName(),
                Words.moment(vote.at()),
                vote.reason());
    }

    private static String text(Json value) {
        return value instanceof Json.Text(var text) ? text : CanonicalJson.text(value);
    }
}

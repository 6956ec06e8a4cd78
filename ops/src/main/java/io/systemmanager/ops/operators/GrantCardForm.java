package io.systemmanager.ops.operators;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.text.VisibleText;
import java.util.TreeMap;

/** What people are shown of a grant; nothing in it can steer a terminal. */
final class GrantCardForm {
    private GrantCardForm() {}

    /**
     * @param standing how it stands now, in one word
     */
    static ObjectNode json(StandingGrant grant, String standing) {
        var terms = grant.terms();
        var form = JsonNodeFactory.instance.objectNode();
        form.put("id", grant.id().value()).put("state", standing);
        form.put("agent", terms.holder().agent().value()).put("client", terms.holder().client());
        form.put("operation", terms.operations().toString());
        var names = form.putArray("containers");
        terms.targets().names().forEach(each -> names.add(each.toString()));
        var labels = form.putObject("labels");
        new TreeMap<>(terms.targets().labels())
                .forEach((name, values) ->
                        values.forEach(each ->
                                labels.withArray(VisibleText.line(name)).add(each.toString())));
        var parameters = form.putObject("parameters");
        new TreeMap<>(terms.parameters())
                .forEach((name, bound) -> parameters.put(VisibleText.line(name), bound.toString()));
        form.put("uses", terms.uses()).put("remaining", grant.remaining());
        form.put("rate", terms.rate().toString());
        form.put("not_before", terms.notBefore().toString());
        form.put("expires", terms.expires().toString());
        form.put("reason", terms.reason());
        var votes = form.putArray("votes");
        grant.votes().forEach(vote -> votes.add(vote(vote)));
        return form.put("digest", terms.digest().hex());
    }

    private static ObjectNode vote(Vote vote) {
        var row =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("by", vote.by().person().name())
                        .put("method", vote.by().method().wireName())
                        .put("at", vote.at().toString());
        var roles = row.putArray("roles");
        vote.by().roles().stream().sorted().forEach(roles::add);
        vote.reason().ifPresent(words -> row.put("reason", words));
        return row;
    }
}

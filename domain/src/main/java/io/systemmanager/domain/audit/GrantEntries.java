package io.systemmanager.domain.audit;

import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.grant.GrantTerms;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.policy.Glob;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What entries about standing grants hold. */
final class GrantEntries {
    private static final int MAX_REASON = 500;

    private GrantEntries() {}

    static void describe(Page entry, GrantEvent event) {
        switch (event) {
            case GrantEvent.Created(var by, var grant) -> {
                entry.put("actor", Actors.of(by));
                var form = about(grant).put("digest", grant.terms().digest().hex());
                bounds(entry, form, grant.terms());
                entry.put("grant", form.put("vote", vote(grant.votes().getFirst())).build());
                why(entry, Optional.of(grant.terms().reason()));
            }
            case GrantEvent.Voted(var by, var grant) -> {
                var vote = grant.votes().getLast();
                entry.put("actor", Actors.of(by));
                entry.put(
                        "grant",
                        about(grant)
                                .put("digest", grant.terms().digest().hex())
                                .put("vote", vote(vote))
                                .build());
                why(entry, vote.reason());
            }
            case GrantEvent.Used(var call, var id, var grant) -> {
                OperationEntries.about(entry, call, id);
                entry.put("grant", about(grant).put("used", grant.uses().size()).build());
            }
            case GrantEvent.Revoked(var by, var grant) -> {
                entry.put("actor", Actors.of(by));
                entry.put("grant", about(grant).put("used", grant.uses().size()).build());
                why(entry, grant.reason());
            }
        }
    }

    private static Json.Builder about(StandingGrant grant) {
        return Json.object().put("id", grant.id().value()).put("remaining", grant.remaining());
    }

    private static void bounds(Page entry, Json.Builder form, GrantTerms terms) {
        var params =
                terms.parameters().entrySet().stream()
                        .map(bound -> bound.getKey() + "=" + bound.getValue());
        var labels =
                terms.targets().labels().entrySet().stream()
                        .flatMap(label ->
                                label.getValue().stream()
                                        .map(value -> label.getKey() + "=" + value));
        form.put("sub", terms.holder().agent().value())
                .put("client", entry.words(terms.holder().client(), 128))
                .put("op", terms.operations().toString())
                .put("names", texts(terms.targets().names()))
                .put("labels", words(entry, labels))
                .put("params", words(entry, params))
                .put("uses", terms.uses())
                .put("rate", terms.rate().toString())
                .put("not_before", EntryDraft.time(terms.notBefore()))
                .put("expires", EntryDraft.time(terms.expires()));
    }

    private static Json.Arr words(Page entry, Stream<String> texts) {
        return Json.texts(texts.sorted().map(text -> entry.words(text, MAX_REASON)).toList());
    }

    private static Json.Arr texts(List<Glob> globs) {
        return Json.texts(globs.stream().map(Glob::toString).toList());
    }

    private static Json.Obj vote(Vote vote) {
        return Json.object()
                .put("by", vote.by().person().name())
                .put("roles", Json.texts(vote.by().roles().stream().sorted().toList()))
                .put("method", vote.by().method().wireName())
                .put("time", EntryDraft.time(vote.at()))
                .build();
    }

    private static void why(Page entry, Optional<String> reason) {
        reason.ifPresent(words ->
                entry.put(
                        "why",
                        Json.object().put("reason", entry.words(words, MAX_REASON)).build()));
    }
}

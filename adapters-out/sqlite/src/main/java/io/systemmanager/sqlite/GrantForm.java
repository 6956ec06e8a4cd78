package io.systemmanager.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.grant.GrantTerms;
import io.systemmanager.domain.grant.Holder;
import io.systemmanager.domain.grant.ParameterBound;
import io.systemmanager.domain.grant.Rate;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.policy.Glob;
import io.systemmanager.domain.policy.TargetPattern;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

/**
 * Standing grants as JSON text and back. Equal grants have equal texts, which is how a change of
 * one finds out that it is still as it was read.
 */
final class GrantForm {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GrantForm() {}

    static String text(StandingGrant grant) {
        var form =
                Json.object()
                        .put("terms", grant.terms().toJson())
                        .put("votes", ApprovalForm.votes(grant.votes()))
                        .put(
                                "uses",
                                Json.texts(grant.uses().stream().map(Instant::toString).toList()));
        if (grant instanceof StandingGrant.Revoked revoked) {
            form.put(
                    "revoked",
                    Json.object()
                            .put("by", ApprovalForm.approver(revoked.by()))
                            .put("reason", revoked.reason())
                            .put("at", revoked.at().toString())
                            .build());
        }
        return CanonicalJson.text(form.build());
    }

    /**
     * @throws IllegalArgumentException when this version cannot read it, or it breaks a rule of
     *     grants
     */
    static StandingGrant grant(String text) {
        try {
            return grant(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a grant is no JSON", e);
        }
    }

    private static StandingGrant grant(JsonNode form) {
        var live =
                new StandingGrant.Live(
                        terms(form.path("terms")),
                        ApprovalForm.votes(form.path("votes")),
                        Stored.strings(form.path("uses")).stream().map(Instant::parse).toList());
        var revoked = form.path("revoked");
        return revoked.isMissingNode()
                ? live
                : new StandingGrant.Revoked(
                        live,
                        ApprovalForm.approver(revoked.path("by")),
                        Stored.optional(revoked, "reason"),
                        Instant.parse(Stored.string(revoked, "at")));
    }

    private static GrantTerms terms(JsonNode terms) {
        var labels = new HashMap<String, List<Glob>>();
        terms.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), names(label.getValue())));
        var parameters = new HashMap<String, ParameterBound>();
        terms.path("params")
                .properties()
                .forEach(each ->
                        parameters.put(each.getKey(), ParameterBound.of(each.getValue().asText())));
        return new GrantTerms(
                new GrantId(Stored.string(terms, "id")),
                new Holder(
                        new Subject(Stored.string(terms, "sub")), Stored.string(terms, "client")),
                Glob.ofOperation(Stored.string(terms, "op")),
                new TargetPattern.Container(names(terms.path("names")), labels),
                parameters,
                terms.path("uses").asInt(),
                Rate.of(Stored.string(terms, "rate")),
                Instant.parse(Stored.string(terms, "created")),
                Instant.parse(Stored.string(terms, "not_before")),
                Instant.parse(Stored.string(terms, "expires")),
                Stored.string(terms, "reason"));
    }

    private static List<Glob> names(JsonNode texts) {
        return Stored.strings(texts).stream().map(Glob::ofName).toList();
    }
}

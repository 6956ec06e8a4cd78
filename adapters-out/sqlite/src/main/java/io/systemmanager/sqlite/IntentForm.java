package io.systemmanager.sqlite;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.journal.ContainerIntent;
import io.systemmanager.domain.journal.Intent;
import io.systemmanager.domain.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Intents as JSON and back. */
final class IntentForm {
    private IntentForm() {}

    static Json.Obj json(Intent intent) {
        return switch (intent) {
            case ContainerIntent(var id, var action, var grace, var before, var at) ->
                    Json.object()
                            .put("container", id.value())
                            .put("action", action.wireName())
                            .put("grace_s", grace.toSeconds())
                            .put("before", before.wireName())
                            .put("at", at.toString())
                            .build();
        };
    }

    /**
     * @throws IllegalArgumentException when this version cannot read it
     */
    static Intent intent(JsonNode json) {
        return new ContainerIntent(
                new ContainerId(json.path("container").asText()),
                LifecycleAction.named(json.path("action").asText())
                        .orElseThrow(() -> new IllegalArgumentException("no such action")),
                Duration.ofSeconds(json.path("grace_s").asLong()),
                ContainerState.valueOf(json.path("before").asText().toUpperCase(Locale.ROOT)),
                Instant.parse(json.path("at").asText()));
    }
}

package io.systemmanager.domain.secret;

import io.systemmanager.domain.json.Json;
import java.util.function.Supplier;

/**
 * Writes keyed marks where secrets stood, before anything is stored: in members whose name says
 * that they hold one, and in free text where {@link SecretText} finds one. Thread-safe.
 */
public final class Redaction {
    private final Supplier<SecretMarker> marker;

    /**
     * @param marker with the key in force now
     */
    public Redaction(Supplier<SecretMarker> marker) {
        this.marker = marker;
    }

    /** The same members, at whatever depth, with marks where secrets were. */
    public Json.Obj members(Json.Obj object) {
        var members = Json.object();
        object.members()
                .forEach((name, value) ->
                        members.put(
                                name,
                                SecretNames.looksSecret(name) ? marked(value) : value(value)));
        return members.build();
    }

    /** The text with a mark in brackets in the place of each secret. */
    public String text(String text) {
        return SecretText.replaced(
                text, secret -> '[' + marker.get().mark(Json.of(visible(secret))) + ']');
    }

    /** What names a piece of evidence that is stored beside its entry. */
    public String evidence(byte[] data) {
        return marker.get().evidence(data);
    }

    private Json value(Json value) {
        return switch (value) {
            case Json.Text(var text) -> {
                var shown = text(text);
                yield shown.equals(text) ? value : Json.of(shown);
            }
            case Json.Arr(var items) -> new Json.Arr(items.stream().map(this::value).toList());
            case Json.Obj object -> members(object);
            case Json.Int _, Json.Bool _, Json.Nil _ -> value;
        };
    }

    private Json marked(Json value) {
        return value instanceof Json.Nil ? value : marker.get().redacted(value);
    }

    /** A cut surrogate pair has no canonical form; it cannot be asked for either. */
    private static String visible(String secret) {
        return io.systemmanager.domain.text.VisibleText.line(secret);
    }
}

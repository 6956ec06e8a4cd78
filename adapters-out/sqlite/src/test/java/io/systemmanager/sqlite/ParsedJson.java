package io.systemmanager.sqlite;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** What a JSON parser that we did not write read, as our own value. */
final class ParsedJson {

    private ParsedJson() {}

    static Json of(JsonNode node) {
        if (node.isTextual()) {
            return Json.of(node.textValue());
        }
        if (node.isIntegralNumber()) {
            return Json.of(node.longValue());
        }
        if (node.isBoolean()) {
            return Json.of(node.booleanValue());
        }
        if (node.isArray()) {
            var items = new ArrayList<Json>();
            node.forEach(item -> items.add(of(item)));
            return new Json.Arr(items);
        }
        if (node.isObject()) {
            var members = new LinkedHashMap<String, Json>();
            node.properties()
                    .forEach(member -> members.put(member.getKey(), of(member.getValue())));
            return new Json.Obj(members);
        }
        if (node.isNull()) {
            return new Json.Nil();
        }
        throw new IllegalArgumentException("not a value that we write: " + node);
    }
}

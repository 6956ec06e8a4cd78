package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** What a client listens to, as far as it is granted. */
record Subscription(Set<Notice.Kind> lists, Set<String> uris, Set<String> tasks) {
    private static final int MOST = 1000; // each costs a look at the application

    Subscription {
        lists = Set.copyOf(lists);
        uris = Set.copyOf(uris);
        tasks = Set.copyOf(tasks);
    }

    /** What may be listened to. */
    record Granted(Set<Notice.Kind> lists, Predicate<String> uri, Predicate<String> task) {}

    /** What is granted of a filter; what it holds beyond that is left out in silence. */
    static Subscription of(JsonNode filter, Granted granted) {
        var lists = EnumSet.noneOf(Notice.Kind.class);
        for (var kind : granted.lists()) {
            if (filter.path(kind.member()).asBoolean()) {
                lists.add(kind);
            }
        }
        return new Subscription(
                lists,
                texts(filter.path("resourceSubscriptions"), granted.uri()),
                texts(filter.path("taskIds"), granted.task()));
    }

    boolean wants(Notice notice) {
        return switch (notice) {
            case Notice.ListChanged(var kind) -> lists.contains(kind);
            case Notice.ResourceUpdated(var uri) -> uris.contains(uri);
            case Notice.TaskChanged(var id) -> tasks.contains(id);
        };
    }

    ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        lists.stream().sorted().forEach(kind -> json.put(kind.member(), true));
        add(json, "resourceSubscriptions", uris);
        add(json, "taskIds", tasks);
        return json;
    }

    private static void add(ObjectNode json, String member, Set<String> values) {
        if (!values.isEmpty()) {
            var list = json.putArray(member);
            values.stream().sorted().forEach(list::add);
        }
    }

    private static Set<String> texts(JsonNode list, Predicate<String> granted) {
        var asked = new LinkedHashSet<String>();
        StreamSupport.stream(list.spliterator(), false)
                .filter(JsonNode::isTextual)
                .limit(MOST)
                .forEach(node -> asked.add(node.asText()));
        var texts = new HashSet<String>();
        asked.stream().filter(granted).forEach(texts::add);
        return texts;
    }
}

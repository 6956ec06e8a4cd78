package io.systemmanager.ops.policy;

import io.systemmanager.ops.policy.YamlNode.Field;
import io.systemmanager.ops.policy.YamlNode.Fields;
import io.systemmanager.ops.policy.YamlNode.Items;
import io.systemmanager.ops.policy.YamlNode.Place;
import io.systemmanager.ops.policy.YamlNode.Text;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 without what a policy does not need and a reader can overlook: tags, anchors, aliases,
 * directives, several documents, keys that are no text, and repeated keys are errors. At most 1 MiB
 * and 20 levels deep.
 */
final class YamlTree {
    static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 20;
    private static final Place WHOLE = new Place(0, 0);

    /** The tree, or the one problem at which reading ended. */
    sealed interface Result {
        record Tree(YamlNode root) implements Result {}

        record Malformed(PolicyProblem problem) implements Result {}
    }

    private final Iterator<Event> events;
    private Optional<Event> ahead = Optional.empty();

    private YamlTree(Iterator<Event> events) {
        this.events = events;
    }

    static Result read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return malformed(WHOLE, "the file has more than 1 MiB");
        }
        try {
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            var settings = LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();
            var events = new Parse(settings).parseString(text).iterator();
            return new Result.Tree(new YamlTree(events).document());
        } catch (CharacterCodingException _) {
            return malformed(WHOLE, "the file is not UTF-8 text");
        } catch (Refusal refusal) {
            return malformed(refusal.at, refusal.message);
        } catch (MarkedYamlEngineException e) {
            var where = e.getProblemMark().or(e::getContextMark).map(YamlTree::place).orElse(WHOLE);
            return malformed(where, "not YAML: " + syntax(e));
        } catch (YamlEngineException _) {
            return malformed(WHOLE, "the file holds characters that YAML does not allow");
        }
    }

    private static Result malformed(Place at, String message) {
        return new Result.Malformed(new PolicyProblem(at.line(), at.column(), message));
    }

    private static String syntax(MarkedYamlEngineException e) {
        return e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
    }

    private YamlNode document() throws Refusal {
        next(); // the stream's start
        if (peek().getEventId() == Event.ID.StreamEnd) {
            throw new Refusal(WHOLE, "the file is empty");
        }
        var start = (DocumentStartEvent) next();
        if (start.getSpecVersion().isPresent() || !start.getTags().isEmpty()) {
            throw new Refusal(place(start), "directives are not allowed");
        }
        var root = node(1);
        next(); // the document's end
        if (peek().getEventId() != Event.ID.StreamEnd) {
            throw new Refusal(place(peek()), "a policy file is one document");
        }
        return root;
    }

    private YamlNode node(int depth) throws Refusal {
        var event = next();
        var at = place(event);
        if (depth > MAX_DEPTH) {
            throw new Refusal(at, "nested more than 20 levels deep");
        }
        refuseIndirection(event, at);
        return switch (event) {
            case ScalarEvent scalar -> new Text(at, scalar.getValue(), scalar.isPlain());
            case MappingStartEvent _ -> fields(at, depth);
            case CollectionStartEvent _ -> items(at, depth);
            default -> throw new Refusal(at, "a value is missing");
        };
    }

    private static void refuseIndirection(Event event, Place at) throws Refusal {
        // An alias is a node event too, whose anchor is the one it points to.
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refusal(at, "anchors and aliases are not allowed");
        }
        var tag =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag();
                    case CollectionStartEvent collection -> collection.getTag();
                    default -> Optional.<String>empty();
                };
        if (tag.isPresent()) {
            throw new Refusal(at, "tags are not allowed");
        }
    }

    private YamlNode items(Place at, int depth) throws Refusal {
        var items = new ArrayList<YamlNode>();
        while (peek().getEventId() != Event.ID.SequenceEnd) {
            items.add(node(depth + 1));
        }
        next();
        return new Items(at, items);
    }

    private YamlNode fields(Place at, int depth) throws Refusal {
        var fields = new LinkedHashMap<String, Field>();
        while (peek().getEventId() != Event.ID.MappingEnd) {
            if (!(node(depth + 1) instanceof Text key)) {
                throw new Refusal(at, "a key is a text");
            }
            var earlier = fields.get(key.value());
            if (earlier != null) {
                throw new Refusal(
                        key.at(),
                        "the key '%s' stands here a second time; the first is in line %d"
                                .formatted(key.value(), earlier.key().at().line()));
            }
            fields.put(key.value(), new Field(key, node(depth + 1)));
        }
        next();
        return new Fields(at, new ArrayList<>(fields.values()));
    }

    private Event peek() {
        var event = ahead.orElseGet(events::next);
        ahead = Optional.of(event);
        return event;
    }

    private Event next() {
        var event = peek();
        ahead = Optional.empty();
        return event;
    }

    private static Place place(Event event) {
        return event.getStartMark().map(YamlTree::place).orElse(WHOLE);
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Ends the reading; never leaves this class. */
    private static final class Refusal extends Exception {
        @Serial private static final long serialVersionUID = 1;
        private final transient Place at;
        private final String message;

        private Refusal(Place at, String message) {
            super(message, null, false, false);
            this.at = at;
            this.message = message;
        }
    }
}

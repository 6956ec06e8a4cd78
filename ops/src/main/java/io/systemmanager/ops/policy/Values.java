package io.systemmanager.ops.policy;

import io.systemmanager.ops.policy.YamlNode.Items;
import io.systemmanager.ops.policy.YamlNode.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads single values; what is wrong is reported and answered by nothing. */
final class Values {
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([smh])");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");
    private final Problems problems;

    Values(Problems problems) {
        this.problems = problems;
    }

    Optional<String> text(YamlNode node, String what) {
        if (node instanceof Text text && !text.empty()) {
            return Optional.of(text.value());
        }
        problems.wrongKind(node, what, "a text");
        return Optional.empty();
    }

    /** A text that the function accepts; its complaint is reported. */
    <T> Optional<T> parsed(YamlNode node, String what, Function<String, T> parse) {
        return text(node, what)
                .flatMap(text -> {
                    try {
                        return Optional.of(parse.apply(text));
                    } catch (IllegalArgumentException e) {
                        problems.add(
                                node.at(), "%s '%s': %s".formatted(what, text, e.getMessage()));
                        return Optional.empty();
                    }
                });
    }

    /** One text or a list of at least one. */
    <T> List<T> parsedList(YamlNode node, String what, Function<String, T> parse) {
        var nodes = node instanceof Items items ? items.items() : List.of(node);
        if (nodes.isEmpty()) {
            problems.add(node.at(), "%s is an empty list; leave the key out".formatted(what));
        }
        var all = new ArrayList<T>();
        nodes.forEach(each -> parsed(each, what, parse).ifPresent(all::add));
        return all;
    }

    List<YamlNode> items(YamlNode node, String what) {
        if (node instanceof Items items) {
            return items.items();
        }
        problems.wrongKind(node, what, "a list");
        return List.of();
    }

    boolean flag(YamlNode node, String what) {
        if (node instanceof Text text && text.plain()) {
            if (text.value().equals("true")) {
                return true;
            }
            if (text.value().equals("false")) {
                return false;
            }
        }
        problems.add(node.at(), "%s is true or false".formatted(what));
        return false;
    }

    Optional<Integer> count(YamlNode node, String what, int least, int most) {
        if (node instanceof Text text && text.plain() && COUNT.matcher(text.value()).matches()) {
            int count = Integer.parseInt(text.value());
            if (count >= least && count <= most) {
                return Optional.of(count);
            }
        }
        problems.add(
                node.at(),
                least == most
                        ? "%s is %d".formatted(what, least)
                        : "%s is a whole number from %d to %d".formatted(what, least, most));
        return Optional.empty();
    }

    Optional<Duration> duration(YamlNode node, String what) {
        return parsed(node, what, Values::duration);
    }

    private static Duration duration(String text) {
        var form = DURATION.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("a duration reads 90s, 15m or 24h");
        }
        long amount = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** A function that knows the words of a closed list, for {@link #parsed}. */
    static Function<String, String> oneOf(List<String> allowed) {
        return word -> {
            if (!allowed.contains(word)) {
                throw new IllegalArgumentException(
                        "not known here" + Suggestion.instead(word, allowed));
            }
            return word;
        };
    }
}

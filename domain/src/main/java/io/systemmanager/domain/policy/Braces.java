package io.systemmanager.domain.policy;

import java.util.ArrayList;
import java.util.List;

/** Writes a pattern with braces as the patterns it stands for. */
final class Braces {
    private static final int MOST = 64;

    private Braces() {}

    static List<String> of(String source) {
        var all = List.of("");
        int at = 0;
        while (at < source.length()) {
            int open = source.indexOf('{', at);
            int end = open < 0 ? source.length() : open;
            all = joined(all, List.of(plain(source.substring(at, end))));
            if (open < 0) {
                break;
            }
            int close = source.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("a pattern's '{' lacks its '}'");
            }
            all = joined(all, choices(source.substring(open + 1, close)));
            at = close + 1;
        }
        return all;
    }

    private static List<String> choices(String inside) {
        if (inside.contains("{")) {
            throw new IllegalArgumentException("a pattern has no braces within braces");
        }
        return List.of(inside.split(",", -1));
    }

    private static String plain(String text) {
        if (text.contains("}")) {
            throw new IllegalArgumentException("a pattern's '}' lacks its '{'");
        }
        return text;
    }

    private static List<String> joined(List<String> heads, List<String> tails) {
        if (heads.size() * tails.size() > MOST) {
            throw new IllegalArgumentException("a pattern has at most 64 alternatives");
        }
        var all = new ArrayList<String>();
        for (var head : heads) {
            for (var tail : tails) {
                all.add(head + tail);
            }
        }
        return all;
    }
}

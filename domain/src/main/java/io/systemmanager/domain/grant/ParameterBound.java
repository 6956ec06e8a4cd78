package io.systemmanager.domain.grant;

import io.systemmanager.domain.json.Json;
import java.util.List;
import java.util.regex.Pattern;

/** What an argument of a call may be for a grant to answer it. */
public sealed interface ParameterBound {

    /** Whether it may be that. */
    boolean admits(Json argument);

    /** A whole number, both ends included. */
    record Range(long least, long most) implements ParameterBound {
        private static final Pattern FORM =
                Pattern.compile("([0-9]{1,15})(?:\\.\\.([0-9]{1,15}))?");

        public Range {
            if (least > most) {
                throw new IllegalArgumentException("a range goes from its least to its most");
            }
        }

        @Override
        public boolean admits(Json argument) {
            return argument instanceof Json.Int(var value) && least <= value && value <= most;
        }

        @Override
        public String toString() {
            return least + ".." + most;
        }
    }

    /**
     * One of these texts.
     *
     * @param texts 1 to 16 of letters, digits and {@code . _ : / @ + -}, 64 characters each
     */
    record OneOf(List<String> texts) implements ParameterBound {
        private static final Pattern FORM = Pattern.compile("[A-Za-z_/@][A-Za-z0-9._:/@+-]{0,63}");

        public OneOf {
            texts = List.copyOf(texts);
            boolean good = !texts.isEmpty() && texts.size() <= 16;
            if (!good || !texts.stream().allMatch(each -> FORM.matcher(each).matches())) {
                throw new IllegalArgumentException(
                        "a bound is a range as in 0..30, or words with commas between them");
            }
        }

        @Override
        public boolean admits(Json argument) {
            return switch (argument) {
                case Json.Text(var text) -> texts.contains(text);
                case Json.Bool(var truth) -> texts.contains(String.valueOf(truth));
                case Json.Int _, Json.Nil _, Json.Arr _, Json.Obj _ -> false;
            };
        }

        @Override
        public String toString() {
            return String.join(",", texts);
        }
    }

    /**
     * Reads what {@code toString} writes: {@code 0..30}, a single number, or {@code stop,restart}.
     *
     * @throws IllegalArgumentException when it is no bound; the message may be shown
     */
    static ParameterBound of(String text) {
        var range = Range.FORM.matcher(text);
        if (!range.matches()) {
            return new OneOf(List.of(text.split(",", -1)));
        }
        var most = range.group(2) == null ? range.group(1) : range.group(2);
        return new Range(Long.parseLong(range.group(1)), Long.parseLong(most));
    }
}

package io.systemmanager.mcp;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.systemmanager.domain.container.LinePattern;

/** A pattern on RE2/J, which takes time linear in the line whatever the pattern is. */
record Re2LinePattern(String source, Pattern pattern) implements LinePattern {

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException with the reason, when it is no RE2 pattern
     */
    static Re2LinePattern compile(String source) {
        try {
            return new Re2LinePattern(source, Pattern.compile(source));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("grep is no RE2 pattern: " + e.getDescription());
        }
    }

    @Override
    public boolean occursIn(CharSequence line) {
        return pattern.matcher(line).find();
    }
}

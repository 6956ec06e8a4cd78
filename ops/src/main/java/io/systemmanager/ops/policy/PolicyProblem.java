package io.systemmanager.ops.policy;

import io.systemmanager.domain.text.VisibleText;

/**
 * What is wrong at one place of a policy file.
 *
 * @param line from 1; 0 where the file as a whole is meant
 * @param column from 1; 0 where the file as a whole is meant
 * @param message one sentence for the operator; at most 500 characters are kept
 */
public record PolicyProblem(int line, int column, String message) {
    public PolicyProblem {
        message = VisibleText.line(message, 500);
    }

    @Override
    public String toString() {
        return line == 0 ? message : "line %d, column %d: %s".formatted(line, column, message);
    }
}

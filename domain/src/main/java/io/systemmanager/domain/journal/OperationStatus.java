package io.systemmanager.domain.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The status words that callers see. */
public enum OperationStatus {
    PLANNED,
    APPROVAL_REQUIRED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    ROLLED_BACK,
    INDETERMINATE,
    CANCELLED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OperationStatus> named(String wireName) {
        return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
    }
}

package io.systemmanager.console;

import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.text.VisibleText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What agents changed, or wanted to, the newest first.
 *
 * @param status only of this one; empty for all
 */
record OperationsView(List<Row> rows, Optional<OperationStatus> status) implements View {

    /** One of them. */
    record Row(
            String id,
            String created,
            String updated,
            String operation,
            String risk,
            String target,
            String caller,
            String status) {

        static Row of(OperationRecord record) {
            return new Row(
                    record.id().value(),
                    Words.moment(record.createdAt()),
                    Words.moment(record.updatedAt()),
                    record.operation().value(),
                    record.risk().wireName(),
                    VisibleText.line(record.target()),
                    record.caller().value(),
                    record.state().status().wireName());
        }
    }

    @Override
    public String title() {
        return "Operations";
    }

    @Override
    public String template() {
        return "operations";
    }

    @Override
    public Section section() {
        return Section.OPERATIONS;
    }

    /** Every status that a record can have. */
    List<String> statuses() {
        return Arrays.stream(OperationStatus.values())
                .filter(each -> each != OperationStatus.PLANNED)
                .map(OperationStatus::wireName)
                .toList();
    }

    boolean chosen(String word) {
        return status.map(OperationStatus::wireName).filter(word::equals).isPresent();
    }
}

package io.systemmanager.ops.custody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.ops.operators.OperatorDesk;
import io.systemmanager.sqlite.Remembered;
import io.systemmanager.sqlite.SqliteLedger;

/** Records that an operator made a backup, when it is one of this log. */
public record Backups(SqliteLedger ledger) implements OperatorDesk.Errand {

    @Override
    public ObjectNode run(Caller.Operator operator, JsonNode request) {
        var copied =
                Checkpoint.parse(request.path("checkpoint").asText())
                        .orElseThrow(() -> new IllegalArgumentException("no checkpoint"));
        ledger.requireGrownFrom(new Remembered("the backup", copied));
        ledger.commit(new Ledger.Append(new LogEvent.BackupCreated(operator.subject(), copied)));
        return JsonNodeFactory.instance.objectNode();
    }
}

package io.systemmanager.ops.custody;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.port.EpochKeys;
import io.systemmanager.ops.operators.OperatorDesk;
import io.systemmanager.sqlite.SqliteLedger;

/** Begins epochs of the log: at each start, daily, and when an operator asks. Thread-safe. */
public record Epochs(SqliteLedger ledger, EpochKeys keys, Runnable begun)
        implements OperatorDesk.Errand {
    private static final Subject SERVER = new Subject("system:server");

    /** Begins one of the server's own accord. */
    public void begin() {
        rotate(SERVER);
    }

    private void rotate(Subject by) {
        ledger.rotate(by);
        begun.run();
    }

    @Override
    public ObjectNode run(Caller.Operator operator, JsonNode request) {
        rotate(operator.subject());
        var now = keys.kept().getFirst().epoch().verifier().text();
        return JsonNodeFactory.instance.objectNode().put("epoch_vkey", now);
    }
}

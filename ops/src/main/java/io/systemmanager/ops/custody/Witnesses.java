package io.systemmanager.ops.custody;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignatureCheck;
import io.systemmanager.domain.port.AnchorSink;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.sqlite.Remembered;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the anchors remember of a log. */
public final class Witnesses {
    private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);

    private Witnesses() {}

    /**
     * The last state of which each anchor has a note that the log's key signed. One that cannot be
     * asked says nothing; that it could not is said in the log.
     */
    public static List<Remembered> remembered(List<AnchorSink> sinks, LogKeys keys) {
        return sinks.stream().flatMap(sink -> remembered(sink, keys).stream()).toList();
    }

    private static Optional<Remembered> remembered(AnchorSink sink, LogKeys keys) {
        try {
            var note = sink.last(keys.origin());
            var signed =
                    note.filter(each -> each.check(keys.log().verifier()) == SignatureCheck.VALID);
            if (note.isPresent() && signed.isEmpty()) {
                LOG.error("the last note in {} is not signed by this log's key", sink.name());
            }
            return signed.flatMap(each -> Checkpoint.parse(each.text()))
                    .map(checkpoint -> new Remembered(sink.name(), checkpoint));
        } catch (LedgerUnavailable unreachable) {
            LOG.error("{} cannot be asked what it remembers", sink.name(), unreachable);
            return Optional.empty();
        }
    }
}

package io.systemmanager.contract.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Sends what it is given and reads what comes back, on one connection as long as that lasts. */
final class FuzzClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofMillis(5);
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(60); // of the slow tool
    private static final int STREAM_LINES = 60;
    private static final int RESETS_MAY_OVERTAKE = 32_000;

    private final int port;
    private @Nullable RawConnection connection;

    FuzzClient(int port) {
        this.port = port;
    }

    /** What came back. */
    sealed interface Outcome {
        /** An answer with its body, whole; empty where there is none. */
        record Answered(RawConnection.Head head, String body) implements Outcome {}

        /** The beginning of a stream, which was then left. */
        record Streamed(RawConnection.Head head, List<String> lines) implements Outcome {}

        /** The connection was closed without an answer, as it may be for this request. */
        record Closed() implements Outcome {}
    }

    Outcome send(Draft draft, byte[] bytes) throws IOException {
        boolean fresh = connection == null;
        try {
            return exchange(draft, bytes);
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (IOException gone) {
            drop();
            if (!fresh) {
                return send(draft, bytes); // the server may have closed it meanwhile
            }
            if (draft.isNeverWhole() || bytes.length > RESETS_MAY_OVERTAKE) {
                return new Outcome.Closed();
            }
            throw gone;
        }
    }

    private Outcome exchange(Draft draft, byte[] bytes) throws IOException {
        var open = connection;
        if (open == null) {
            open = RawConnection.open(SocketFactory.getDefault(), port, DEADLINE);
            connection = open;
        }
        open.send(bytes);
        if (draft.isNeverWhole()) {
            open.sentAll();
        }
        var head = open.readHead();
        if (head.isStream()) {
            var lines = lines(open, open.body(head));
            drop();
            return new Outcome.Streamed(head, lines);
        }
        var body = open.readWhole(head);
        if (draft.breaksTheConnection() || head.header("connection").equals("close")) {
            drop();
        }
        return new Outcome.Answered(head, body);
    }

    /** The lines until the stream ends or pauses. */
    private static List<String> lines(RawConnection open, InputStream events) throws IOException {
        var lines = new ArrayList<String>();
        open.patience(QUIET);
        try {
            while (lines.size() < STREAM_LINES) {
                var line = RawConnection.readLine(events);
                lines.add(line);
                if (line.contains("notifications/progress")) {
                    open.patience(BETWEEN_REPORTS);
                }
            }
        } catch (SocketTimeoutException pause) {
            return lines; // it is held open, as such streams are
        } catch (IOException ended) {
            return lines;
        }
        return lines;
    }

    private void drop() throws IOException {
        if (connection != null) {
            connection.cut(); // a reset keeps no port busy
            connection = null;
        }
    }

    @Override
    public void close() throws IOException {
        drop();
    }
}

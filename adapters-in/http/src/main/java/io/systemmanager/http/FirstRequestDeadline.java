package io.systemmanager.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection that brought no whole request head in time. The idle limit alone never cuts a
 * client that sends a byte now and then. A connection that closes is forgotten with it: who
 * connects and leaves all the time would otherwise fill the memory.
 */
final class FirstRequestDeadline implements Connection.Listener {
    private final Map<Connection, Scheduler.Task> deadlines = new ConcurrentHashMap<>();
    private final Scheduler scheduler;
    private final Duration arrival;

    /**
     * @param arrival of a whole request head, from the connection's start
     */
    FirstRequestDeadline(Scheduler scheduler, Duration arrival) {
        this.scheduler = scheduler;
        this.arrival = arrival;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection.getEndPoint() instanceof SslConnection.SslEndPoint) {
            return; // the connection around it is watched
        }
        deadlines.put(
                connection,
                scheduler.schedule(
                        () -> check(connection), arrival.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void onClosed(Connection connection) {
        var deadline = deadlines.remove(connection);
        if (deadline != null) {
            deadline.cancel();
        }
    }

    private void check(Connection outer) {
        deadlines.remove(outer);
        var spoken = outer;
        if (outer instanceof SslConnection ssl) {
            spoken = ssl.getSslEndPoint().getConnection();
        }
        if (spoken == null || spoken.getMessagesIn() == 0) {
            outer.getEndPoint().close();
        }
    }
}

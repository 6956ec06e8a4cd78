package io.systemmanager.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection that brought no whole request head in time. The idle limit alone never cuts a
 * client that sends a byte now and then.
 */
record FirstRequestDeadline(Scheduler scheduler, Duration arrival) implements Connection.Listener {

    @Override
    public void onOpened(Connection connection) {
        if (connection.getEndPoint() instanceof SslConnection.SslEndPoint) {
            return; // the connection around it is watched
        }
        scheduler.schedule(() -> check(connection), arrival.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onClosed(Connection connection) {}

    private static void check(Connection outer) {
        var spoken = outer;
        if (outer instanceof SslConnection ssl) {
            spoken = ssl.getSslEndPoint().getConnection();
        }
        if (spoken == null || spoken.getMessagesIn() == 0) {
            outer.getEndPoint().close();
        }
    }
}

package io.systemmanager.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.Test;

class FirstRequestDeadlineTest {
    private final Waiting waiting = new Waiting();
    private final FirstRequestDeadline deadline =
            new FirstRequestDeadline(waiting, Duration.ofSeconds(30));

    @Test
    void aConnectionThatClosedIsHeldNoLonger() {
        var connection = connection();
        connection.onOpen();
        assertThat(waiting.tasks).hasSize(1);

        connection.onClose(null);

        assertThat(waiting.tasks).isEmpty();
    }

    private AbstractConnection connection() {
        var connection =
                new AbstractConnection(new ByteArrayEndPoint(), Runnable::run) {
                    @Override
                    public void onFillable() {}
                };
        connection.addEventListener(deadline);
        return connection;
    }

    /** What is due one day, held as long as a real scheduler would hold it. */
    private static final class Waiting extends AbstractLifeCycle implements Scheduler {
        private final Set<Runnable> tasks = new HashSet<>();

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit units) {
            tasks.add(task);
            return () -> tasks.remove(task);
        }
    }
}

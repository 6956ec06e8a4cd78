package io.systemmanager.ops;

import io.systemmanager.application.Application;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.http.Listener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that serves. Closing it drains calls, then changes, then closes the ledger. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration LAST_CHANGES = Duration.ofSeconds(30);

    private final Listener agents;
    private final Listener admin;
    private final Application application;
    private final Ledger ledger;
    private final Deque<AutoCloseable> resources;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param resources closed last, the one opened last first
     */
    Server(
            Listener agents,
            Listener admin,
            Application application,
            Ledger ledger,
            Deque<AutoCloseable> resources) {
        this.agents = agents;
        this.admin = admin;
        this.application = application;
        this.ledger = ledger;
        this.resources = new ArrayDeque<>(resources);
    }

    /** The port of the MCP listener. */
    public int port() {
        return agents.port();
    }

    /** The port of the admin listener. */
    public int adminPort() {
        return admin.port();
    }

    /** The listener of agents, whose routes a test may enumerate. */
    public Listener agents() {
        return agents;
    }

    /** The admin listener, whose routes a test may enumerate. */
    public Listener admin() {
        return admin;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        agents.close();
        if (!application.drain(LAST_CHANGES)) {
            LOG.warn("changes still run; the next start calls their outcome unknown");
        }
        try {
            ledger.commit(new Ledger.Append(new SystemEvent.ServerStopped()));
        } catch (LedgerUnavailable unrecorded) {
            LOG.error("the end could not be recorded", unrecorded);
        }
        admin.close();
        closeAll(resources);
        LOG.info("stopped");
    }

    /** Closes resources in order, each whatever the one before did. */
    static void closeAll(Deque<AutoCloseable> resources) {
        for (var resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("a resource did not close", e);
            }
        }
    }
}

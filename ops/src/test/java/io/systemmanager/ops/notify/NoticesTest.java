package io.systemmanager.ops.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.systemmanager.domain.audit.NotificationEvent;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.ThisHost;
import io.systemmanager.ops.custody.Custodian;
import io.systemmanager.ops.settings.Setting;
import io.systemmanager.ops.settings.Settings;
import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.StateFolder;
import io.systemmanager.sqlite.SqliteLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {
    private final AtomicInteger heard = new AtomicInteger();
    private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();
    @TempDir Path folder;
    private StateFolder state;
    private SqliteLedger ledger;
    private HttpServer receiver;

    @SuppressWarnings("NullAway.Init") // set before each test
    NoticesTest() {}

    @BeforeEach
    void open() throws Exception {
        state = new StateFolder(folder.resolve("state"));
        FirstStart.files(state, "node7.example.org");
        ledger = Custodian.open(state, HostIdentity.read(ThisHost.root()));
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    heard.incrementAndGet();
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        receiver.start();
        var told = Notification.ofStuck("one", Optional.empty(), Instant.now());
        ledger.commit(
                new Ledger.Announce(new Ledger.Append(new NotificationEvent.Raised(told)), told));
    }

    @AfterEach
    void close() throws Exception {
        for (var each : opened) {
            each.close();
        }
        receiver.stop(0);
        ledger.close();
    }

    private static Set<String> unreadable() {
        throw new LedgerUnavailable("the ledger cannot be read", new IOException());
    }

    private Notices notices(Supplier<Set<String>> stuck) {
        var url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
        var settings =
                Settings.standard()
                        .with(Map.of(Setting.NOTIFY_URL, url, Setting.NOTIFY_FORMAT, "ntfy"));
        return Notices.of(settings, ledger, stuck, InstantSource.system(), opened);
    }

    @Test
    void whatIsDueIsDeliveredWhateverComesOfWhatIsStuck() {
        var notices = notices(NoticesTest::unreadable);

        assertThatThrownBy(notices::look).isInstanceOf(LedgerUnavailable.class);

        assertThat(heard).hasValue(1);
        assertThat(ledger.notifications().due(9)).isEmpty();
    }

    @Test
    void theHealthTellsOfWhatCannotBeRead() throws Exception {
        var notices = notices(Set::of);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + state.ledger());
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE notification SET topic='x'")).isEqualTo(1);
        }
        assertThat(notices.check(Duration.ofSeconds(1))).isEmpty();

        notices.look();

        assertThat(notices.check(Duration.ofSeconds(1)))
                .map(Fault::cause)
                .hasValueSatisfying(cause -> assertThat(cause).startsWith("1 of the outbox"));
    }
}

package io.systemmanager.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.simulated.SimulatedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TicketsTest {
    private static final ApprovalId REQUEST = new ApprovalId("apr_" + "a".repeat(26));
    private static final Caller.Agent ADA =
            new Caller.Agent(
                    new Subject("agent:oauth.ada"),
                    new CredentialId("0badcafe"),
                    Set.of(),
                    Set.of());

    private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-01-01T12:00:00Z"));
    private final AtomicInteger made = new AtomicInteger();
    private final Tickets tickets = new Tickets(clock, () -> "t" + made.incrementAndGet());

    @Test
    void oneServesItsRequestOnce() {
        var ticket = tickets.make(ADA, REQUEST);
        assertThat(tickets.take("another", REQUEST)).isEmpty();
        assertThat(tickets.take(ticket, REQUEST)).contains(ADA);
        assertThat(tickets.take(ticket, REQUEST)).isEmpty();
    }

    @Test
    void oneForAnotherRequestIsSpentWithoutUse() {
        var ticket = tickets.make(ADA, REQUEST);
        assertThat(tickets.take(ticket, new ApprovalId("apr_" + "b".repeat(26)))).isEmpty();
        assertThat(tickets.take(ticket, REQUEST)).isEmpty();
    }

    @Test
    void oneIsGoodForTenMinutes() {
        var first = tickets.make(ADA, REQUEST);
        var second = tickets.make(ADA, REQUEST);
        clock.advance(Duration.ofMinutes(10));
        assertThat(tickets.take(first, REQUEST)).contains(ADA);
        clock.advance(Duration.ofMillis(1));
        assertThat(tickets.take(second, REQUEST)).isEmpty();
    }

    @Test
    void theOldestMakesRoom() {
        var oldest = tickets.make(ADA, REQUEST);
        var next = tickets.make(ADA, REQUEST);
        for (int i = 0; i < 999; i++) {
            tickets.make(ADA, REQUEST);
        }
        assertThat(tickets.take(oldest, REQUEST)).isEmpty();
        assertThat(tickets.take(next, REQUEST)).contains(ADA);
    }
}

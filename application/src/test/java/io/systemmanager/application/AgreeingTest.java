package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.json.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgreeingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** The secret of an account is its name. */
    private static TokenRecord account(String subject, Optional<Person> person) {
        return new TokenRecord(
                new Subject(subject),
                Digest.of(subject.getBytes(StandardCharsets.UTF_8)),
                Set.of(),
                Set.of(),
                person,
                NOW.minus(Duration.ofDays(9)),
                Optional.of(NOW.plusSeconds(1)),
                Optional.empty());
    }

    private static TokenRecord account(String subject) {
        return account(subject, Optional.empty());
    }

    private static final TokenRecord ADA = account("operator:ada");
    private static final TokenRecord BOB = account("operator:bob");

    @Test
    void asManyPersonsAgreeAsAreNeeded() {
        var agreeing = new Agreeing(List.of(ADA, BOB), NOW, 2);

        agreeing.hear("operator:ada");
        assertThat(agreeing.missing()).isOne();
        assertThatThrownBy(agreeing::agreement).isInstanceOf(IllegalStateException.class);
        agreeing.hear("operator:bob");

        assertThat(agreeing.missing()).isZero();
        assertThat(agreeing.agreement().operators())
                .extracting(Caller.Operator::person)
                .containsExactly(new Person("ada"), new Person("bob"));
    }

    @Test
    void aSecondAccountOfOnePersonIsNoSecondPerson() {
        var laptop = account("operator:laptop", Optional.of(new Person("ada")));
        var agreeing = new Agreeing(List.of(ADA, BOB, laptop), NOW, 2);
        agreeing.hear("operator:ada");

        assertThatThrownBy(() -> agreeing.hear("operator:laptop"))
                .hasMessage("ada agreed already; another person must");
        assertThat(agreeing.missing()).isOne();
    }

    @Test
    void whoIsNoOperatorOrNotAnyMoreDoesNotAgree() {
        var agent = account("agent:bot");
        var carol = account("operator:carol").revoked(NOW.minusSeconds(1));
        var agreeing = new Agreeing(List.of(ADA, BOB, agent, carol), NOW, 2);

        for (var secret : List.of("agent:bot", "operator:carol", "operator:eve", "")) {
            assertThatThrownBy(() -> agreeing.hear(secret)).hasMessageContaining("no operator's");
        }
        assertThat(agreeing.missing()).isEqualTo(2);
    }

    @Test
    void whereTooFewCouldAgreeNobodyIsAsked() {
        var laptop = account("operator:laptop", Optional.of(new Person("ada")));
        assertThatThrownBy(() -> new Agreeing(List.of(ADA, laptop), NOW, 2))
                .hasMessageContaining("there are credentials of 1")
                .hasMessageContaining("ledger.operators");
        assertThatThrownBy(() -> new Agreeing(List.of(ADA, BOB), NOW.plusSeconds(1), 2))
                .hasMessageContaining("there are credentials of 0");
    }
}

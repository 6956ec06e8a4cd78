package io.systemmanager.domain.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequesterTest {

    @Test
    void itIsTheHumanForWhomItActsAndNobodyElse() {
        var bot = requester("agent:bot", Optional.of(new Person("ann")));
        assertThat(bot.is(new Person("ann"))).isTrue();
        assertThat(bot.is(new Person("bot"))).isFalse();
        assertThat(requester("agent:bot", Optional.empty()).is(new Person("bot"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ann", "-ann", "ann smith", "ann\n", "änn"})
    void aPersonHasOneSpelling(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Person(name));
    }

    @Test
    void aPersonsNameHasAtMost64Characters() {
        assertThat(new Person("a".repeat(64))).hasToString("a".repeat(64));
        assertThatIllegalArgumentException().isThrownBy(() -> new Person("a".repeat(65)));
    }

    private static Requester requester(String subject, Optional<Person> person) {
        return new Requester(
                new Subject(subject),
                person,
                SampleApprovals.CLIENT,
                SampleApprovals.BOT.credential());
    }
}

package io.systemmanager.domain.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Subject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static Caller.Operator operator(String account, String person) {
        return new Caller.Operator(
                new Subject("operator:" + account),
                new CredentialId("0badcafe"),
                Set.of(),
                new Person(person));
    }

    @Test
    void whoeverAgreedFirstAskedForIt() {
        var ada = operator("ada", "ada");
        assertThat(new Agreement(List.of(ada, operator("bob", "bob"))).first()).isEqualTo(ada);
    }

    @Test
    void twoAccountsOfOnePersonAreOneVoice() {
        var both = List.of(operator("ada", "ada"), operator("ada-laptop", "ada"));
        assertThatThrownBy(() -> new Agreement(both)).hasMessageContaining("agrees once");
    }

    @Test
    void nobodyIsNoAgreement() {
        assertThatThrownBy(() -> new Agreement(List.of())).hasMessageContaining("nobody");
    }
}

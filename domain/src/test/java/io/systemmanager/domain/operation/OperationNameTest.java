package io.systemmanager.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "a_", "system_status", "containers_lifecycle.restart", "a.b"})
    void aToolAndBehindADotItsAction(String name) {
        assertThat(new OperationName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "_a",
                "a.",
                ".a",
                "a.b.c",
                "a.b_c",
                "A",
                "a1",
                "a b",
                "a.B",
                "ä",
                "a\n",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void anythingElseIsNoName(String name) {
        assertThatThrownBy(() -> new OperationName(name))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package io.systemmanager.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    @Test
    void fieldsAreDecodedAndBlanksAroundThemDropped() {
        var form = Form.read("a=%3Cb%3E+c&empty=+&b=x%26y%3Dz");

        assertThat(form.field("a")).hasValue("<b> c");
        assertThat(form.field("b")).hasValue("x&y=z");
        assertThat(form.field("empty")).isEmpty();
        assertThat(form.field("none")).isEmpty();
    }

    @Test
    void itsSecretsAreNotPrinted() {
        assertThat(Form.read("secret=smt_x").toString()).doesNotContain("smt_x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1&a=2",
                "a=%zz",
                "a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1&l=1&m=1&n=1&o=1&p=1&q=1"
            })
    void whatNoPageOfOursSendsIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Form.read(text));
    }
}

package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {
    private final SchemaCheck free = SchemaCheck.of(FixtureTools.tree(FixtureTools.FREE_SCHEMA));
    private final SchemaCheck echo = SchemaCheck.of(FixtureTools.tree(FixtureTools.ECHO_SCHEMA));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name is missing",
                "{\"name\":\"a\",\"x\":1} | there is no parameter x",
                "{\"name\":\"a\",\"inner\":{\"y\":1}} | there is no parameter inner.y",
                "{\"name\":7} | name must be a string",
                "{\"name\":\"A\"} | name must match ^[a-z]+$",
                "{\"name\":\"a\",\"list\":[1,2,3]} | list must have at most 2 items",
                "{\"name\":\"a\",\"list\":[1,\"b\"]} | list[1] must be an integer",
                "{\"name\":\"a\",\"inner\":{\"x\":0}} | inner.x must be a boolean",
            })
    void aFaultNamesTheArgumentAndTheLimit(String arguments, String fault) {
        assertThat(free.faults(FixtureTools.tree(arguments))).containsExactly(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"count\":0} | count must be at least 1",
                "{\"count\":10} | count must be at most 9",
                "{\"count\":1.5} | count must be an integer",
                "{\"kind\":\"c\"} | kind must be one of a, b",
            })
    void limitsOfNumbersAndChoicesAreTold(String arguments, String fault) {
        assertThat(echo.faults(FixtureTools.tree(arguments))).containsExactly(fault);
    }

    @Test
    void whatFitsHasNoFaults() {
        assertThat(free.faults(FixtureTools.tree("{\"name\":\"a\",\"list\":[1]}"))).isEmpty();
        assertThat(echo.faults(FixtureTools.tree("{\"count\":2.0}"))).isEmpty();
    }

    @Test
    void valuesAreNotEchoedAndNamesAreCutAndMadeVisible() {
        var secret = "hunter2".repeat(10);
        assertThat(echo.faults(FixtureTools.tree("{\"text\":\"" + secret + "\"}")).toString())
                .isEqualTo("[text must have at most 20 characters]");
        var fault = echo.faults(FixtureTools.tree("{\"\\u202e" + "n".repeat(90) + "\":1}"));
        assertThat(fault).containsExactly("there is no parameter ?" + "n".repeat(39) + "…");
    }

    @Test
    void aFewFaultsAreEnough() {
        var many = "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1}";
        assertThat(echo.faults(FixtureTools.tree(many))).hasSize(3);
    }

    @Test
    void aSchemaThatLeadsElsewhereIsRefusedAndNothingIsFetched() {
        var remote = "{\"type\":\"object\",\"$ref\":\"http://192.0.2.1/schema.json\"}";
        assertThatThrownBy(() -> SchemaCheck.of(FixtureTools.tree(remote)))
                .hasMessageContaining("192.0.2.1");
    }
}

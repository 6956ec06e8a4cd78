package io.systemmanager.contract.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NamingRuleTest {

    /** For each rule what its report about the planted classes must name. */
    private static final Map<String, String> CULPRITS =
            Map.ofEntries(
                    Map.entry("no class is called a Impl", "BadNames$LedgerImpl"),
                    Map.entry("no class is called a Manager", "BadNames$ContainerManager"),
                    Map.entry("no class is called a Util", "BadNames$TextUtil"),
                    Map.entry("no class is called a Utils", "BadNames$TextUtils"),
                    Map.entry("no class is called a Helper", "BadNames$LedgerHelper"),
                    Map.entry("no class is called a Port", "BadNames$LedgerPort"),
                    Map.entry("no interface is marked by an I", "BadNames$ILedger"),
                    Map.entry("packages are called by their concept", "planted.util.BadNames"),
                    Map.entry("every package is null-marked", "planted.util.BadNames"));

    static Stream<Arguments> rules() {
        return NamingRules.all().entrySet().stream()
                .map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theCodeKeepsTheRule(String name, ArchRule rule) {
        assertThat(rule.evaluate(Codebase.SHIPPED).getFailureReport().getDetails())
                .as(name)
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theRuleFindsAPlantedViolation(String name, ArchRule rule) {
        var report = rule.evaluate(Codebase.PLANTED).getFailureReport().getDetails();

        assertThat(CULPRITS).containsKey(name);
        assertThat(report).as(name).anyMatch(line -> line.contains(CULPRITS.get(name)));
    }
}

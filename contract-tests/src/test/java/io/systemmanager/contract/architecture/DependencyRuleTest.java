package io.systemmanager.contract.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DependencyRuleTest {

    /** For each rule what its report about the planted classes must name. */
    private static final Map<String, String> CULPRITS =
            Map.ofEntries(
                    Map.entry("domain knows only what it may", "domain.LogsItself"),
                    Map.entry("application knows only what it may", "application.ReadsJson"),
                    Map.entry("http knows only what it may", "http.KnowsTheDomain"),
                    Map.entry("mcpengine knows only what it may", "mcpengine.KnowsTheDomain"),
                    Map.entry("mcp knows only what it may", "mcp.SkipsTheApplication"),
                    Map.entry("console knows only what it may", "console.ReadsTheLedgerItself"),
                    Map.entry("docker knows only what it may", "docker.AsksItsSibling"),
                    Map.entry("sqlite knows only what it may", "sqlite.CallsAUseCase"),
                    Map.entry("host knows only what it may", "host.UsesALibrary"),
                    Map.entry("oauth knows only what it may", "oauth.ReadsKeysItsOwnWay"),
                    Map.entry("webhook knows only what it may", "webhook.LogsItself"),
                    Map.entry("simulated knows only what it may", "simulated.LeansOnARealOne"),
                    Map.entry("every class belongs to a module", "sidedoor.StartsAProcess"),
                    Map.entry("only the gate makes clearances", "domain.admission.Forger"),
                    Map.entry("nothing but ops starts a process", "sidedoor.StartsAProcess"));

    static Stream<Arguments> rules() {
        return named(new DependencyRules(Codebase.BASE));
    }

    static Stream<Arguments> plantedRules() {
        return named(new DependencyRules(Codebase.PLANTED_BASE));
    }

    private static Stream<Arguments> named(DependencyRules rules) {
        return rules.all().entrySet().stream()
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
    @MethodSource("plantedRules")
    void theRuleFindsAPlantedViolation(String name, ArchRule rule) {
        var report = rule.evaluate(Codebase.PLANTED).getFailureReport().getDetails();

        assertThat(CULPRITS).containsKey(name);
        assertThat(report).as(name).anyMatch(line -> line.contains(CULPRITS.get(name)));
    }

    /** A rule about a package without classes would pass in silence. */
    @Test
    void everyModuleHasClassesHere() {
        var seen =
                Codebase.SHIPPED.stream()
                        .map(JavaClass::getPackageName)
                        .map(name -> name.split("\\.", -1)[2])
                        .collect(java.util.stream.Collectors.toSet());

        assertThat(seen)
                .isEqualTo(
                        Set.copyOf(
                                List.of(
                                        "domain",
                                        "application",
                                        "http",
                                        "mcpengine",
                                        "mcp",
                                        "console",
                                        "docker",
                                        "sqlite",
                                        "host",
                                        "oauth",
                                        "webhook",
                                        "simulated",
                                        "ops")));
    }
}

package io.systemmanager.contract.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.operation.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts name tools that exist and that the caller may use, and take no surprises. */
class PromptsTest {
    private static final Pattern TOOL = Pattern.compile("\\b[a-z]+_[a-z]+\\b");

    private final AgentServer server = AgentServer.inMemory();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCallerSeesThePromptsWhoseToolsItMayUse() {
        assertThat(names("all")).containsExactly("troubleshoot_container", "investigate_load");
        assertThat(names("reader")).containsExactly("troubleshoot_container");
        assertThat(names("blind")).isEmpty();
    }

    @Test
    void whatIsNotSeenCannotBeHad() {
        assertThat(get("blind", "investigate_load", "{}").at("/error/code").asInt())
                .isEqualTo(-32602);
    }

    @Test
    void aPromptSendsAModelOnlyToToolsThatTheCallerHas() {
        for (var caller : List.of("all", "operator", "reader")) {
            var seen = new ArrayList<String>();
            server.client(caller)
                    .ask("tools/list", "{}")
                    .at("/result/tools")
                    .forEach(tool -> seen.add(tool.path("name").asText()));
            for (var prompt : names(caller)) {
                var text = text(get(caller, prompt, arguments(prompt)));
                var named =
                        TOOL.matcher(text)
                                .results()
                                .map(MatchResult::group)
                                .filter(word -> Declaration.ofTool(word).isPresent())
                                .toList();
                assertThat(named).as("%s as %s", prompt, caller).isNotEmpty();
                assertThat(seen).containsAll(named);
            }
        }
    }

    @Test
    void theLastStepIsThereForThoseWhoMayChangeSomething() {
        assertThat(text(get("operator", "troubleshoot_container", "{\"container\":\"web\"}")))
                .contains("containers_lifecycle for \"web\" with plan_only true");
        assertThat(text(get("reader", "troubleshoot_container", "{\"container\":\"web\"}")))
                .doesNotContain("containers_lifecycle");
    }

    @Test
    void theContainerAndTheSymptomStandInTheText() {
        var text =
                text(
                        get(
                                "all",
                                "troubleshoot_container",
                                "{\"container\":\"web\",\"symptom\":\"502\\nsince noon\"}"));

        assertThat(text).contains("the container web", "untrusted").doesNotContain("{container}");
        assertThat(text.lines().toList().getLast())
                .as("in one line, so that it adds no step")
                .startsWith("What is wrong: 502")
                .endsWith("since noon");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            textBlock =
                    """
                    troubleshoot_container! {}
                    troubleshoot_container! {"container":"web; rm"}
                    troubleshoot_container! {"container":""}
                    troubleshoot_container! {"container":"web","other":"x"}
                    investigate_load! {"container":"web"}
                    """)
    void argumentsThatCannotBeUsedAreRefused(String prompt, String arguments) {
        assertThat(get("all", prompt, arguments).at("/error/code").asInt()).isEqualTo(-32602);
    }

    @Test
    void aSymptomIsShort() {
        var long281 = "{\"container\":\"web\",\"symptom\":\"" + "x".repeat(281) + "\"}";
        assertThat(get("all", "troubleshoot_container", long281).has("error")).isTrue();
    }

    @Test
    void fillingAPromptInLooksAtNothing() {
        int before = server.entries().size();
        get("all", "troubleshoot_container", "{\"container\":\"web\"}");
        assertThat(server.entries()).hasSize(before);
    }

    private static String arguments(String prompt) {
        return prompt.equals("troubleshoot_container") ? "{\"container\":\"web\"}" : "{}";
    }

    private List<String> names(String caller) {
        var names = new ArrayList<String>();
        server.client(caller)
                .ask("prompts/list", "{}")
                .at("/result/prompts")
                .forEach(prompt -> names.add(prompt.path("name").asText()));
        return names;
    }

    private JsonNode get(String caller, String prompt, String arguments) {
        return server.client(caller).ask("prompts/get", WireClient.callOf(prompt, arguments));
    }

    private static String text(JsonNode answer) {
        return answer.at("/result/messages/0/content/text").asText();
    }
}

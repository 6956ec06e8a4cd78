package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60) // a hang is a failure
class ModernQuestionsTest {
    private static final String FORMS = "{\"elicitation\":{}}";
    private static final String ALICE =
            "\"inputResponses\":{\"%s\":{\"action\":\"accept\",\"content\":{\"name\":\"%s\"}}}";

    private final Fixture server = FullOffer.serve(new FullOffer());

    @AfterEach
    void stop() {
        server.close();
    }

    private Fixture.Answer call(String tool, String more, String... headers) throws Exception {
        var params = "\"name\":\"" + tool + "\"" + (more.isEmpty() ? "" : "," + more);
        return server.able(FORMS, "tools/call", params, headers);
    }

    private static String text(Fixture.Answer answer) {
        return answer.result().path("content").path(0).path("text").asText();
    }

    private static String state(Fixture.Answer answer) {
        return answer.result().path("requestState").asText();
    }

    @Test
    void aQuestionIsTheAnswerAndTheRetryBringsWhatWasAsked() throws Exception {
        var asked = call("name", "");
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.result().path("resultType").asText()).isEqualTo("input_required");
        assertThat(asked.result().path("inputRequests").toString())
                .isEqualTo(
                        "{\"name\":{\"method\":\"elicitation/create\",\"params\":"
                                + "{\"message\":\"Who?\",\"requestedSchema\":"
                                + FullOffer.NAME
                                + "}}}");
        assertThat(asked.result().has("requestState")).isFalse(); // nothing to remember
        assertThat(asked.result().has("ttlMs")).isFalse();
        var done = call("name", ALICE.formatted("name", "Ann"));
        assertThat(done.result().path("resultType").asText()).isEqualTo("complete");
        assertThat(text(done)).isEqualTo("Hello, Ann");
    }

    @Test
    void earlierAnswersTravelSealedToTheNextRound() throws Exception {
        var second = call("twice", ALICE.formatted("first", "Ann"));
        assertThat(second.result().path("inputRequests").has("second")).isTrue();
        var state = state(second);
        assertThat(state).isNotEmpty().doesNotContain("Ann");
        var done =
                call(
                        "twice",
                        ALICE.formatted("second", "Bea") + ",\"requestState\":\"" + state + "\"");
        assertThat(text(done)).isEqualTo("AnnBea");
        // Without the state the first answer is not known.
        assertThat(call("twice", ALICE.formatted("second", "Bea")).result().path("inputRequests"))
                .hasSize(1);
    }

    @Test
    void whatTheToolRemembersIsReadableToNobodyElse() throws Exception {
        var asked = call("remember", "");
        assertThat(asked.result().has("inputRequests")).isFalse();
        assertThat(
                        new String(
                                java.util.Base64.getUrlDecoder().decode(state(asked)),
                                java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret plan");
        var done = call("remember", "\"requestState\":\"" + state(asked) + "\"");
        assertThat(text(done)).isEqualTo("remembered secret plan");
    }

    @Test
    void aStateIsGoodForItsOwnRequestOnlyAndForAWhile() throws Exception {
        var state =
                ",\"requestState\":\"" + state(call("remember", "\"arguments\":{\"x\":1}")) + "\"";
        var same = "\"arguments\":{\"x\":1}" + state;
        assertThat(text(call("remember", same))).startsWith("remembered");
        assertThat(text(call("remember", same))).startsWith("remembered"); // and again
        refused(call("remember", "\"arguments\":{\"x\":2}" + state));
        refused(call("name", same));
        refused(call("remember", same, "Authorization", "Bearer bob"));
        server.clock.step(Duration.ofSeconds(20));
        refused(call("remember", same));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"%s-TAMPERED\"", "\"%s=\"", "\"A%s\"", "\"\"", "null", "{}", "7"})
    void aStateThatIsNotOursIsRefused(String form) throws Exception {
        var state = state(call("remember", ""));
        refused(call("remember", "\"requestState\":" + form.formatted(state)));
    }

    @Test
    void anyChangedCharacterOfAStateIsNoticed() throws Exception {
        var state = state(call("remember", ""));
        for (int i = 0; i < state.length(); i++) {
            var other = state.charAt(i) == 'A' ? 'B' : 'A';
            var changed = state.substring(0, i) + other + state.substring(i + 1);
            refused(call("remember", "\"requestState\":\"" + changed + "\""));
        }
    }

    private static void refused(Fixture.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).as(answer.text()).isEqualTo(-32602);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "[]", "{\"name\":12345}", "{\"name\":null}"})
    void answersThatAreNoObjectsAreRefused(String responses) throws Exception {
        refused(call("name", "\"inputResponses\":" + responses));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"other\":{}}",
                "{\"name\":{}}",
                "{\"name\":{\"action\":\"accept\"}}",
                "{\"name\":{\"action\":\"accept\",\"content\":{\"name\":7}}}",
                "{\"name\":{\"action\":\"perhaps\"}}"
            })
    void whatDoesNotAnswerTheQuestionIsAskedAgain(String responses) throws Exception {
        var again = call("name", "\"inputResponses\":" + responses);
        assertThat(again.result().path("resultType").asText()).isEqualTo("input_required");
        assertThat(again.result().path("inputRequests").has("name")).isTrue();
    }

    @Test
    void aRefusalIsAnAnswer() throws Exception {
        assertThat(text(call("name", "\"inputResponses\":{\"name\":{\"action\":\"decline\"}}")))
                .isEqualTo("declined");
        assertThat(text(call("name", "\"inputResponses\":{\"name\":{\"action\":\"cancel\"}}")))
                .isEqualTo("cancelled");
    }

    @Test
    void whatTheClientCannotAnswerIsNotAsked() throws Exception {
        for (var tool : new String[] {"name", "lacks"}) {
            var answer = server.modern("tools/call", "1", "\"name\":\"" + tool + "\"");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo(-32021);
            assertThat(answer.error().path("data").path("requiredCapabilities").toString())
                    .isEqualTo(
                            tool.equals("name")
                                    ? "{\"elicitation\":{\"form\":{}}}"
                                    : "{\"roots\":{}}");
        }
        var pages =
                server.able("{\"elicitation\":{\"url\":{}}}", "tools/call", "\"name\":\"name\"");
        assertThat(pages.code()).isEqualTo(-32021);
    }
}

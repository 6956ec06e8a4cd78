package io.systemmanager.contract.conformance;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.systemmanager.mcpengine.Ask;
import io.systemmanager.mcpengine.Filled;
import io.systemmanager.mcpengine.Question;
import io.systemmanager.mcpengine.ToolAnswer;
import io.systemmanager.mcpengine.ToolCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tools that ask before they answer. */
final class AskingSteps {
    static final ObjectNode NAME = Schemas.strings("name");
    private static final ObjectNode COLOR = Schemas.strings("color");
    private static final ObjectNode USER = Schemas.strings("username", "email");
    private static final ObjectNode OK =
            Schemas.tree(
                    "{'type':'object','properties':{'ok':{'type':'boolean'}},'required':['ok']}");

    private AskingSteps() {}

    static void addTo(ConformanceTools tools) {
        tools.add("test_sampling", Schemas.strings("prompt"), AskingSteps::sampling)
                .add("test_elicitation", Schemas.strings("message"), AskingSteps::elicitation)
                .add(
                        "test_elicitation_sep1034_defaults",
                        call -> form(call, "Check the defaults.", Schemas.DEFAULTS))
                .add(
                        "test_elicitation_sep1330_enums",
                        call -> form(call, "Choose.", Schemas.CHOICES))
                .add("test_missing_capability", AskingSteps::missingCapability)
                .add("test_streaming_elicitation", AskingSteps::name)
                .add("test_input_required_result_elicitation", AskingSteps::name)
                .add(
                        "test_input_required_result_sampling",
                        call ->
                                raw(
                                        call,
                                        "capital_question",
                                        sample("What is the capital of France?")))
                .add(
                        "test_input_required_result_list_roots",
                        call -> raw(call, "client_roots", new Question.Roots()))
                .add("test_input_required_result_request_state", AskingSteps::withState)
                .add("test_input_required_result_tampered_state", AskingSteps::withState)
                .add("test_input_required_result_multiple_inputs", AskingSteps::several)
                .add("test_input_required_result_multi_round", AskingSteps::rounds)
                .add("test_input_required_result_capabilities", AskingSteps::whatIsThere);
    }

    static Question sample(String text) {
        var params = JsonNodeFactory.instance.objectNode().put("maxTokens", 100);
        params.putArray("messages")
                .addObject()
                .put("role", "user")
                .putObject("content")
                .put("type", "text")
                .put("text", text);
        return new Question.Sampling(params);
    }

    private static ToolAnswer sampling(ToolCall<String> call) {
        var answer = call.turn().answers().get("sample");
        return answer == null
                ? Ask.of("sample", sample(PlainSteps.text(call, "prompt")))
                : ToolAnswer.Done.text(
                        "LLM response: " + answer.path("content").path("text").asText());
    }

    private static ToolAnswer elicitation(ToolCall<String> call) {
        return form(call, PlainSteps.text(call, "message"), USER);
    }

    private static ToolAnswer form(ToolCall<String> call, String message, ObjectNode schema) {
        return switch (call.turn().form("form", schema)) {
            case Filled.Accepted(var content) ->
                    ToolAnswer.Done.text("User response: action=accept, content=" + content);
            case Filled.Declined() -> ToolAnswer.Done.text("User response: action=decline");
            case Filled.Cancelled() -> ToolAnswer.Done.text("User response: action=cancel");
            case Filled.Not() -> Ask.of("form", new Question.Form(message, schema));
        };
    }

    private static ToolAnswer missingCapability(ToolCall<String> call) {
        return call.turn().client().samples()
                ? ToolAnswer.Done.text("The client can sample.")
                : new ToolAnswer.ClientLacks(Schemas.tree("{'sampling':{}}"));
    }

    private static ToolAnswer name(ToolCall<String> call) {
        return switch (call.turn().form("user_name", NAME)) {
            case Filled.Accepted(var content) ->
                    ToolAnswer.Done.text("Hello, " + content.path("name").asText() + "!");
            case Filled.Declined(), Filled.Cancelled() ->
                    ToolAnswer.Done.text("Hello, whoever you are.");
            case Filled.Not() -> Ask.of("user_name", new Question.Form("What is your name?", NAME));
        };
    }

    private static ToolAnswer raw(ToolCall<String> call, String key, Question question) {
        var answer = call.turn().answers().get(key);
        return answer == null
                ? Ask.of(key, question)
                : ToolAnswer.Done.text("The client answered " + answer);
    }

    private static ToolAnswer withState(ToolCall<String> call) {
        var turn = call.turn();
        if (turn.memo().isEmpty() || !(turn.form("confirm", OK) instanceof Filled.Accepted)) {
            return new Ask(
                    Map.of("confirm", new Question.Form("Is it all right?", OK)),
                    Optional.of(TextNode.valueOf("asked")));
        }
        return ToolAnswer.Done.text("state-ok");
    }

    private static ToolAnswer several(ToolCall<String> call) {
        var questions = new LinkedHashMap<String, Question>();
        questions.put("user_name", new Question.Form("What is your name?", NAME));
        questions.put("greeting", sample("Say hello."));
        questions.put("client_roots", new Question.Roots());
        questions.keySet().removeAll(call.turn().answers().keySet());
        return questions.isEmpty()
                ? ToolAnswer.Done.text("All three were answered.")
                : new Ask(questions, Optional.of(TextNode.valueOf("several")));
    }

    private static ToolAnswer rounds(ToolCall<String> call) {
        var turn = call.turn();
        if (!(turn.form("step1", NAME) instanceof Filled.Accepted(var first))) {
            return round("step1", "What is your name?", NAME, 1);
        }
        if (!(turn.form("step2", COLOR) instanceof Filled.Accepted(var second))) {
            return round("step2", "Which color do you like?", COLOR, 2);
        }
        return ToolAnswer.Done.text(
                first.path("name").asText() + " likes " + second.path("color").asText());
    }

    private static Ask round(String key, String message, ObjectNode schema, int number) {
        return new Ask(
                Map.of(key, new Question.Form(message, schema)),
                Optional.of(IntNode.valueOf(number)));
    }

    private static ToolAnswer whatIsThere(ToolCall<String> call) {
        var client = call.turn().client();
        var questions = new LinkedHashMap<String, Question>();
        if (client.takesForms()) {
            questions.put("user_name", new Question.Form("What is your name?", NAME));
        }
        if (client.samples()) {
            questions.put("greeting", sample("Say hello."));
        }
        questions.keySet().removeAll(call.turn().answers().keySet());
        return questions.isEmpty()
                ? ToolAnswer.Done.text("Nothing is left to ask.")
                : new Ask(questions, Optional.empty());
    }
}

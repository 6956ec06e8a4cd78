package io.systemmanager.contract.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.mcpengine.Ask;
import io.systemmanager.mcpengine.Completions;
import io.systemmanager.mcpengine.Content;
import io.systemmanager.mcpengine.Filled;
import io.systemmanager.mcpengine.PromptAnswer;
import io.systemmanager.mcpengine.PromptDescription;
import io.systemmanager.mcpengine.PromptRequest;
import io.systemmanager.mcpengine.Prompts;
import io.systemmanager.mcpengine.Question;
import io.systemmanager.mcpengine.ResourceContent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The prompts that the suite asks for, and values for their arguments. */
final class ConformancePrompts implements Prompts<String>, Completions<String> {
    private static final ObjectNode CONTEXT = Schemas.strings("context");

    @Override
    public List<PromptDescription> visibleTo(String principal) {
        return List.of(
                prompt("test_simple_prompt"),
                prompt("test_prompt_with_arguments", "arg1", "arg2"),
                prompt("test_prompt_with_embedded_resource", "resourceUri"),
                prompt("test_prompt_with_image"),
                prompt("test_input_required_result_prompt"));
    }

    @Override
    public PromptAnswer get(PromptRequest<String> request) {
        return switch (request.name()) {
            case "test_simple_prompt" ->
                    filled(PromptAnswer.Message.user("This is a simple prompt for testing."));
            case "test_prompt_with_arguments" ->
                    filled(
                            PromptAnswer.Message.user(
                                    "Prompt with arguments: arg1='%s', arg2='%s'"
                                            .formatted(
                                                    request.arguments().get("arg1"),
                                                    request.arguments().get("arg2"))));
            case "test_prompt_with_embedded_resource" -> embedded(request);
            case "test_prompt_with_image" ->
                    filled(
                            message(new Content.Image(PlainSteps.PNG, "image/png")),
                            PromptAnswer.Message.user("Please look at the picture."));
            default -> asking(request);
        };
    }

    @Override
    public Optional<List<String>> complete(Completions.Request<String> request) {
        return request.of() instanceof Completions.Of.Prompt(var name)
                        && visibleTo(request.principal()).stream()
                                .anyMatch(prompt -> prompt.name().equals(name))
                ? Optional.of(
                        Stream.of("testValue1", "testValue2")
                                .filter(value -> value.startsWith(request.begun()))
                                .toList())
                : Optional.empty();
    }

    private static PromptAnswer embedded(PromptRequest<String> request) {
        var uri = request.arguments().getOrDefault("resourceUri", "");
        return filled(
                message(
                        new Content.Embedded(
                                new ResourceContent.Text(
                                        uri,
                                        "text/plain",
                                        "Embedded resource content for testing."))),
                PromptAnswer.Message.user("Please use the embedded resource."));
    }

    private static PromptAnswer asking(PromptRequest<String> request) {
        return request.turn().form("user_context", CONTEXT) instanceof Filled.Accepted(var content)
                ? filled(PromptAnswer.Message.user("Context: " + content.path("context").asText()))
                : Ask.of("user_context", new Question.Form("What is it about?", CONTEXT));
    }

    private static PromptDescription prompt(String name, String... arguments) {
        return new PromptDescription(
                name,
                "Fixture of the suite: " + name + ".",
                Stream.of(arguments)
                        .map(argument ->
                                new PromptDescription.Argument(argument, "An argument.", true))
                        .toList());
    }

    private static PromptAnswer.Message message(Content content) {
        return new PromptAnswer.Message(PromptAnswer.Role.USER, content);
    }

    private static PromptAnswer filled(PromptAnswer.Message... messages) {
        return new PromptAnswer.Filled("A prompt of the fixture.", List.of(messages));
    }
}

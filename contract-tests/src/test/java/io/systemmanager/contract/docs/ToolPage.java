package io.systemmanager.contract.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.mcp.ToolCatalogue;
import io.systemmanager.mcp.ToolReference;

/** Every tool with its parameters, and its examples executed on the simulated host. */
final class ToolPage {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HEAD =
            """
            # Tools

            What an agent can ask for. An agent sees the tools whose scope its token and its policy \
            role both grant; each call is judged by policy and recorded, whatever its risk. Unknown \
            parameters are refused. Every failure has the form of [errors](errors.md); the page on \
            [the policy file](policy.md) says how calls are judged.

            An answer is text. A client that [declares it](../how-to/get-structured-answers.md) gets the \
            structured form with it, in the form of an output schema that `tools/list` then shows.

            The answers below were given by the simulated host under the policy profile `lean`.
            """;

    private final ToolCatalogue catalogue = new ToolCatalogue();
    private final ToolReference reference = new ToolReference(catalogue);
    private final SampleAnswers answers = new SampleAnswers();

    String render() throws JsonProcessingException {
        var page = new StringBuilder(HEAD);
        for (var tool : catalogue.tools()) {
            render(tool, page);
        }
        return page.toString();
    }

    private void render(Declaration tool, StringBuilder page) throws JsonProcessingException {
        page.append("\n## `%s`\n".formatted(tool.tool())).append(reference.facts(tool));
        for (var example : catalogue.examples(tool)) {
            example(tool, example, page);
        }
        page.append("\n### Structured form\n\n").append(reference.structured(tool));
    }

    private void example(Declaration tool, ToolCatalogue.Example example, StringBuilder page)
            throws JsonProcessingException {
        var request = MAPPER.createObjectNode().put("name", tool.tool());
        request.set("arguments", example.arguments());
        page.append("\n### %s\n\n".formatted(example.title()));
        page.append("The `params` of `tools/call`:\n\n```json\n%s\n```\n\n".formatted(request));
        page.append(
                "The text of the answer:\n\n```text\n%s\n```\n"
                        .formatted(answers.to(tool, example.arguments())));
    }
}

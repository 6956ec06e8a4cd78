package io.systemmanager.contract.docs;

import io.systemmanager.mcpengine.PromptDescription;
import java.util.Map;
import java.util.stream.Collectors;

/** What agents are offered besides tools, as a caller with every scope sees it. */
final class ResourcePage {
    private static final String HEAD =
            """
            # Resources and prompts

            What an agent is offered besides [tools](tools.md), where its client can use it. A caller \
            sees what it has the scopes for; what it may not see and what is not there get the same \
            answer.

            ## Resources

            A read of a resource is a call of the tool that answers it: judged and recorded like one. \
            Names are percent-decoded once; an address with anything else in it, or with a parameter \
            that is not in its template, is not found.

            | address | type | what it is |
            |---|---|---|
            """;
    private static final String AFTER_TEMPLATES =
            """

            `since` and `tail` mean what they mean for `containers_logs`. `resources/list` shows the \
            reference of each tool that the caller sees; it is text of this program and no entry is \
            written for reading it.

            A client can watch `systemmanager://operations/{id}` of its own operations, and \
            `systemmanager://containers/{name}` under the container's name. It is told of changes that \
            this server made, not of those by other hands.

            ## Completion

            Names of containers are suggested for `{name}` and for the argument `container`, names of \
            tools, and ids of the caller's own operations. Names of containers come from \
            `containers_list`; the answer serves the same caller for ten seconds, so a word typed is \
            one entry in the ledger.

            ## Prompts

            Text for a model, which names the tools to call. A caller sees the prompts whose tools it \
            may all use. Filling one in looks at nothing.
            """;

    private final SampleAnswers answers = new SampleAnswers();

    String render() {
        var page = new StringBuilder(HEAD);
        var resources = answers.offer().resources().orElseThrow();
        for (var template : resources.templatesVisibleTo(SampleAnswers.AGENT)) {
            page.append(
                    "| `%s` | %s | %s |\n"
                            .formatted(
                                    template.uriTemplate(),
                                    template.mimeType(),
                                    template.description()));
        }
        page.append(AFTER_TEMPLATES);
        for (var prompt : answers.offer().prompts().orElseThrow().visibleTo(SampleAnswers.AGENT)) {
            page.append(prompt(prompt));
        }
        return page.toString();
    }

    private String prompt(PromptDescription prompt) {
        var arguments =
                prompt.arguments().stream()
                        .map(argument ->
                                "| `%s` | %s | %s |\n"
                                        .formatted(
                                                argument.name(),
                                                argument.required() ? "required" : "",
                                                argument.description()))
                        .collect(Collectors.joining());
        var given =
                prompt.arguments().stream()
                        .filter(PromptDescription.Argument::required)
                        .collect(Collectors.toMap(PromptDescription.Argument::name, _ -> "web"));
        return "\n### `%s`\n\n%s\n".formatted(prompt.name(), prompt.description())
                + (arguments.isEmpty()
                        ? ""
                        : "\n| argument | | meaning |\n|---|---|---|\n" + arguments)
                + "\n```text\n%s\n```\n"
                        .formatted(answers.prompt(prompt.name(), Map.copyOf(given)));
    }
}

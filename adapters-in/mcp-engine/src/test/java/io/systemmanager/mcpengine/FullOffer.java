package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Everything that an application can offer, small. What bob may not see belongs to alice. */
final class FullOffer implements Tools<String>, Completions<String>, Tasks<String> {
    static final ObjectNode NAME =
            FixtureTools.tree(
                    "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},"
                            + "\"required\":[\"name\"]}");
    private static final ObjectNode ANYTHING = FixtureTools.tree("{\"type\":\"object\"}");
    private static final ObjectNode OUTPUT =
            FixtureTools.tree(
                    "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}");

    final Announcer announcer = new Announcer();
    final Map<String, Task> tasks = new ConcurrentHashMap<>();
    final Map<String, ObjectNode> taskAnswers = new ConcurrentHashMap<>();

    Offer<String> offer(Offer.Structured structured) {
        return new Offer<>(
                this,
                Optional.of(new Some()),
                Optional.of(new Telling()),
                Optional.of(this),
                Optional.of(this),
                true,
                structured,
                announcer);
    }

    static Fixture serve(FullOffer full) {
        return serve(full, Fixture.LIMITS, new Offer.Structured.Always());
    }

    static Fixture serve(FullOffer full, EngineLimits limits, Offer.Structured structured) {
        return new Fixture(limits, _ -> full.offer(structured));
    }

    // tools

    private static ToolDescription tool(String name) {
        return new ToolDescription(
                name,
                "Does " + name + ".",
                ANYTHING,
                name.equals("number") ? Optional.of(OUTPUT) : Optional.empty(),
                ANYTHING);
    }

    @Override
    public List<ToolDescription> visibleTo(String principal) {
        return List.of(
                tool("name"),
                tool("twice"),
                tool("remember"),
                tool("task"),
                tool("number"),
                tool("hang"),
                tool("lacks"),
                tool("forever"));
    }

    @Override
    public ToolAnswer call(ToolCall<String> call) {
        return switch (call.tool()) {
            case "name" -> name(call);
            case "twice" -> twice(call);
            case "remember" -> remember(call);
            case "task" -> new ToolAnswer.Started(find("alice", "mine").orElseThrow());
            case "number" -> ToolAnswer.Done.text("7").with(OUTPUT.objectNode().put("n", 7));
            case "hang" -> {
                call.stream().log(LogLevel.ERROR, Optional.empty(), TextNode.valueOf("before"));
                call.stream().hangUp(Duration.ofMillis(10));
                call.stream().log(LogLevel.ERROR, Optional.empty(), TextNode.valueOf("after"));
                yield ToolAnswer.Done.text("hung up");
            }
            case "lacks" ->
                    new ToolAnswer.ClientLacks(ClientCapabilities.neededBy(new Question.Roots()));
            case "forever" -> Ask.of("round" + call.turn().answers().size(), new Question.Roots());
            default -> new ToolAnswer.UnknownTool();
        };
    }

    private static ToolAnswer name(ToolCall<String> call) {
        return switch (call.turn().form("name", NAME)) {
            case Filled.Accepted(var content) ->
                    ToolAnswer.Done.text("Hello, " + content.path("name").asText());
            case Filled.Declined() -> ToolAnswer.Done.text("declined");
            case Filled.Cancelled() -> ToolAnswer.Done.text("cancelled");
            case Filled.Not() -> Ask.of("name", new Question.Form("Who?", NAME));
        };
    }

    private static ToolAnswer twice(ToolCall<String> call) {
        var turn = call.turn();
        if (!(turn.form("first", NAME) instanceof Filled.Accepted(var first))) {
            return Ask.of("first", new Question.Form("First?", NAME));
        }
        if (!(turn.form("second", NAME) instanceof Filled.Accepted(var second))) {
            return Ask.of("second", new Question.Form("Second?", NAME));
        }
        return ToolAnswer.Done.text(first.path("name").asText() + second.path("name").asText());
    }

    private static ToolAnswer remember(ToolCall<String> call) {
        return call.turn().memo().isPresent()
                ? ToolAnswer.Done.text("remembered " + call.turn().memo().get().asText())
                : new Ask(Map.of(), Optional.of(TextNode.valueOf("secret plan")));
    }

    @Override
    public ToolAnswer refuse(ToolCall<String> call, List<String> faults) {
        return ToolAnswer.Done.failure(String.join("; ", faults));
    }

    /** Resources of one letter; bob sees the first two. */
    static final class Some implements Resources<String> {
        @Override
        public List<ResourceDescription> visibleTo(String principal) {
            var all = new ArrayList<ResourceDescription>();
            for (var name : List.of("a", "b", "c", "d", "e")) {
                all.add(new ResourceDescription("res://" + name, name, "Is " + name, "text/plain"));
            }
            return principal.equals("bob") ? all.subList(0, 2) : all;
        }

        @Override
        public List<ResourceTemplate> templatesVisibleTo(String principal) {
            return List.of(
                    new ResourceTemplate("res://{name}", "any", "Any of them.", "text/plain"));
        }

        @Override
        public ResourceAnswer read(ResourceRead<String> read) {
            if (read.uri().equals("res://broken")) {
                return new ResourceAnswer.Failed("gone", "It is gone.", "Wait.");
            }
            return isWatchable(read.principal(), read.uri())
                    ? new ResourceAnswer.Found(
                            List.of(new ResourceContent.Text(read.uri(), "text/plain", "text")))
                    : new ResourceAnswer.NotFound();
        }

        @Override
        public boolean isWatchable(String principal, String uri) {
            return visibleTo(principal).stream().anyMatch(known -> known.uri().equals(uri));
        }
    }

    /** A prompt that bob does not see. */
    static final class Telling implements Prompts<String> {
        @Override
        public List<PromptDescription> visibleTo(String principal) {
            var argument = new PromptDescription.Argument("subject", "Of what.", true);
            return principal.equals("bob")
                    ? List.of()
                    : List.of(new PromptDescription("tell", "Tells.", List.of(argument)));
        }

        @Override
        public PromptAnswer get(PromptRequest<String> request) {
            var subject = request.arguments().get("subject");
            if ("nothing".equals(subject)) {
                return new PromptAnswer.BadArgument("There is nothing to tell.");
            }
            return new PromptAnswer.Filled(
                    "Tells.", List.of(PromptAnswer.Message.user("Tell of " + subject)));
        }
    }

    @Override
    public Optional<List<String>> complete(Completions.Request<String> request) {
        var values = new ArrayList<String>();
        for (int i = 0; i < 120; i++) {
            values.add(request.begun() + i);
        }
        return request.of() instanceof Completions.Of.Prompt(var name) && !name.equals("tell")
                ? Optional.empty()
                : Optional.of(values);
    }

    // tasks, which are alice's

    Task task(String id, Task.State state) {
        var at = Instant.parse("2026-01-02T03:04:05Z");
        var task =
                new Task(
                        id,
                        state,
                        Optional.of("On it."),
                        at,
                        at.plusSeconds(1),
                        Optional.empty(),
                        Optional.of(Duration.ofMillis(500)));
        tasks.put(id, task);
        return task;
    }

    @Override
    public Optional<Task> find(String principal, String id) {
        return principal.equals("bob") ? Optional.empty() : Optional.ofNullable(tasks.get(id));
    }

    @Override
    public boolean answer(String principal, String id, Map<String, ObjectNode> answers) {
        taskAnswers.putAll(new LinkedHashMap<>(answers));
        return find(principal, id).isPresent();
    }

    @Override
    public boolean cancel(String principal, String id) {
        return find(principal, id).map(task -> task(id, new Task.State.Cancelled())).isPresent();
    }
}

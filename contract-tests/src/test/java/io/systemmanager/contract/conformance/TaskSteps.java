package io.systemmanager.contract.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.mcpengine.Ask;
import io.systemmanager.mcpengine.Filled;
import io.systemmanager.mcpengine.Question;
import io.systemmanager.mcpengine.Task;
import io.systemmanager.mcpengine.ToolAnswer;
import io.systemmanager.mcpengine.ToolCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Tools whose work can be followed as a task. */
record TaskSteps(ConformanceTasks tasks) {
    private static final ObjectNode SLOW =
            Schemas.tree(
                    "{'type':'object','properties':{'seconds':{'type':'number'},"
                            + "'label':{'type':'string'}}}");
    private static final ObjectNode FILE =
            Schemas.tree("{'type':'object','properties':{'filename':{'type':'string'}}}");
    private static final ObjectNode CONFIRM =
            Schemas.tree("{'type':'object','properties':{'confirm':{'type':'boolean'}}}");
    private static final ObjectNode NEEDED =
            Schemas.tree("{'extensions':{'io.modelcontextprotocol/tasks':{}}}");
    private static final Duration JOB = Duration.ofSeconds(1);

    void addTo(ConformanceTools tools) {
        tools.add("slow_compute", SLOW, this::slow)
                .add(
                        "failing_job",
                        call ->
                                taskOnly(
                                        call,
                                        () ->
                                                tasks.startTimed(
                                                        JOB,
                                                        new Task.State.Completed(
                                                                ToolAnswer.Done.failure(
                                                                        "The job failed.")))))
                .add(
                        "protocol_error_job",
                        call ->
                                taskOnly(
                                        call,
                                        () ->
                                                tasks.startTimed(
                                                        JOB,
                                                        new Task.State.Failed(
                                                                -32603, "The job broke."))))
                .add(
                        "confirm_delete",
                        FILE,
                        call ->
                                taskOnly(
                                        call,
                                        () ->
                                                tasks.startAsking(
                                                        Map.of("confirm", confirm("Delete it?")))))
                .add("multi_input", call -> taskOnly(call, this::twoQuestions))
                .add("test_tool_with_task", this::nameThenTask);
    }

    private ToolAnswer slow(ToolCall<String> call) {
        double seconds = call.arguments().path("seconds").asDouble();
        var text = "Computed " + PlainSteps.text(call, "label");
        var time = Duration.ofMillis((long) (seconds * 1000));
        if (call.turn().client().followsTasks() && time.isPositive()) {
            return new ToolAnswer.Started(tasks.startTimed(time, ConformanceTasks.completed(text)));
        }
        PlainSteps.pause(time);
        return ToolAnswer.Done.text(text);
    }

    private Task twoQuestions() {
        var questions = new LinkedHashMap<String, Question>();
        questions.put("first", confirm("The first?"));
        questions.put("second", confirm("The second?"));
        return tasks.startAsking(questions);
    }

    private ToolAnswer nameThenTask(ToolCall<String> call) {
        if (!call.turn().client().followsTasks()) {
            return new ToolAnswer.ClientLacks(NEEDED);
        }
        if (!(call.turn().form("user_name", AskingSteps.NAME)
                instanceof Filled.Accepted(var content))) {
            return Ask.of("user_name", new Question.Form("What is your name?", AskingSteps.NAME));
        }
        var text = "Done for " + content.path("name").asText();
        return new ToolAnswer.Started(tasks.startTimed(JOB, ConformanceTasks.completed(text)));
    }

    private static ToolAnswer taskOnly(ToolCall<String> call, Supplier<Task> start) {
        return call.turn().client().followsTasks()
                ? new ToolAnswer.Started(start.get())
                : new ToolAnswer.ClientLacks(NEEDED);
    }

    private static Question confirm(String message) {
        return new Question.Form(message, CONFIRM);
    }
}

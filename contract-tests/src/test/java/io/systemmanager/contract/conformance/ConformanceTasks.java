package io.systemmanager.contract.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.mcpengine.Announcer;
import io.systemmanager.mcpengine.Question;
import io.systemmanager.mcpengine.Task;
import io.systemmanager.mcpengine.Tasks;
import io.systemmanager.mcpengine.ToolAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Tasks in memory. */
final class ConformanceTasks implements Tasks<String> {
    private final Map<String, Task> tasks = new ConcurrentHashMap<>();
    private final Announcer announcer;

    ConformanceTasks(Announcer announcer) {
        this.announcer = announcer;
    }

    /** A task that ends by itself after a while. */
    Task startTimed(Duration time, Task.State end) {
        var task = add(new Task.State.Working());
        Thread.ofVirtual()
                .start(() -> {
                    PlainSteps.pause(time);
                    move(task.id(), state -> state instanceof Task.State.Working ? end : state);
                });
        return task;
    }

    /** A task that ends once every question is answered. */
    Task startAsking(Map<String, Question> questions) {
        return add(new Task.State.InputRequired(questions));
    }

    @Override
    public Optional<Task> find(String principal, String id) {
        return Optional.ofNullable(tasks.get(id));
    }

    @Override
    public boolean answer(String principal, String id, Map<String, ObjectNode> answers) {
        return move(
                id,
                state -> {
                    if (!(state instanceof Task.State.InputRequired(var open))) {
                        return state;
                    }
                    var left = new LinkedHashMap<>(open);
                    left.keySet().removeAll(answers.keySet());
                    return left.isEmpty() ? completed("confirmed") : asking(left);
                });
    }

    @Override
    public boolean cancel(String principal, String id) {
        return move(
                id,
                state ->
                        switch (state) {
                            case Task.State.Working(), Task.State.InputRequired _ ->
                                    new Task.State.Cancelled();
                            case Task.State.Completed _,
                                    Task.State.Failed _,
                                    Task.State.Cancelled() ->
                                    state;
                        });
    }

    static Task.State completed(String text) {
        return new Task.State.Completed(ToolAnswer.Done.text(text));
    }

    private static Task.State asking(Map<String, Question> open) {
        return new Task.State.InputRequired(open);
    }

    private Task add(Task.State state) {
        var now = Instant.now();
        var task =
                new Task(
                        UUID.randomUUID().toString(),
                        state,
                        Optional.empty(),
                        now,
                        now,
                        Optional.of(Duration.ofMinutes(10)),
                        Optional.of(Duration.ofMillis(200)));
        tasks.put(task.id(), task);
        return task;
    }

    private boolean move(String id, UnaryOperator<Task.State> change) {
        var moved =
                tasks.computeIfPresent(
                        id,
                        (_, task) ->
                                new Task(
                                        id,
                                        change.apply(task.state()),
                                        task.message(),
                                        task.createdAt(),
                                        Instant.now(),
                                        task.kept(),
                                        task.poll()));
        announcer.taskChanged(id);
        return moved != null;
    }
}

package io.systemmanager.contract.conformance;

import com.fasterxml.jackson.databind.node.TextNode;
import io.systemmanager.mcpengine.Announcer;
import io.systemmanager.mcpengine.Content;
import io.systemmanager.mcpengine.LogLevel;
import io.systemmanager.mcpengine.ResourceContent;
import io.systemmanager.mcpengine.ToolAnswer;
import io.systemmanager.mcpengine.ToolCall;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalDouble;

/** Tools that answer without asking. */
final class PlainSteps {
    /** One red point. */
    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5E"
                    + "rkJggg==";

    /** A header without a sound. */
    private static final String WAV =
            Base64.getEncoder()
                    .encodeToString(
                            new byte[] {
                                'R',
                                'I',
                                'F',
                                'F',
                                36,
                                0,
                                0,
                                0,
                                'W',
                                'A',
                                'V',
                                'E',
                                'f',
                                'm',
                                't',
                                ' ',
                                16,
                                0,
                                0,
                                0,
                                1,
                                0,
                                1,
                                0,
                                0x44,
                                (byte) 0xac,
                                0,
                                0,
                                (byte) 0x88,
                                0x58,
                                1,
                                0,
                                2,
                                0,
                                16,
                                0,
                                'd',
                                'a',
                                't',
                                'a',
                                0,
                                0,
                                0,
                                0
                            });

    private static final Content TEXT =
            new Content.Text("This is a simple text response for testing.");
    private static final Content IMAGE = new Content.Image(PNG, "image/png");
    private static final Content EMBEDDED =
            new Content.Embedded(
                    new ResourceContent.Text(
                            "test://embedded-resource", "text/plain", "An embedded resource."));
    private static final Duration STEP = Duration.ofMillis(50);

    private PlainSteps() {}

    static void addTo(ConformanceTools tools, Announcer announcer) {
        tools.add("test_simple_text", _ -> ToolAnswer.Done.of(TEXT))
                .add("test_image_content", _ -> ToolAnswer.Done.of(IMAGE))
                .add(
                        "test_audio_content",
                        _ -> ToolAnswer.Done.of(new Content.Audio(WAV, "audio/wav")))
                .add("test_embedded_resource", _ -> ToolAnswer.Done.of(EMBEDDED))
                .add("test_multiple_content_types", _ -> ToolAnswer.Done.of(TEXT, IMAGE, EMBEDDED))
                .add("test_tool_with_logging", PlainSteps::logging)
                .add("test_tool_with_progress", PlainSteps::progress)
                .add(
                        "test_error_handling",
                        _ -> ToolAnswer.Done.failure("This tool fails on purpose."))
                .add("test_reconnection", PlainSteps::reconnection)
                .add(
                        "json_schema_2020_12_tool",
                        Schemas.FULL_2020_12,
                        _ -> ToolAnswer.Done.of(TEXT))
                .add(
                        "test_x_mcp_header",
                        Schemas.tree(
                                "{'type':'object','properties':{"
                                        + "'region':{'type':'string','x-mcp-header':'Region'},"
                                        + "'query':{'type':'string'}},'required':['region']}"),
                        call -> ToolAnswer.Done.text("Region: " + text(call, "region")))
                .add("test_logging_tool", PlainSteps::logging)
                .add(
                        "greet",
                        Schemas.strings("name"),
                        call -> ToolAnswer.Done.text("Hello, " + text(call, "name") + "!"))
                .add(
                        "test_trigger_tool_change",
                        _ -> {
                            announcer.toolsChanged();
                            return ToolAnswer.Done.text("The list of tools was announced.");
                        })
                .add(
                        "test_trigger_prompt_change",
                        _ -> {
                            announcer.promptsChanged();
                            return ToolAnswer.Done.text("The list of prompts was announced.");
                        });
    }

    static String text(ToolCall<String> call, String argument) {
        return call.arguments().path(argument).asText();
    }

    private static ToolAnswer logging(ToolCall<String> call) {
        for (var message : new String[] {"started", "processing", "finished"}) {
            call.stream().log(LogLevel.INFO, Optional.of("fixture"), TextNode.valueOf(message));
            pause(STEP);
        }
        return ToolAnswer.Done.text("Told three messages.");
    }

    private static ToolAnswer progress(ToolCall<String> call) {
        for (int done : new int[] {0, 50, 100}) {
            call.stream().progress(done, OptionalDouble.of(100), Optional.empty());
            pause(STEP);
        }
        return ToolAnswer.Done.text("Made progress three times.");
    }

    private static ToolAnswer reconnection(ToolCall<String> call) {
        call.stream().hangUp(Duration.ofMillis(500));
        pause(STEP.multipliedBy(2));
        return ToolAnswer.Done.text("The client came back.");
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }
}

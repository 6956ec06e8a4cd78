package io.systemmanager.contract.conformance;

import io.systemmanager.mcpengine.ResourceAnswer;
import io.systemmanager.mcpengine.ResourceContent;
import io.systemmanager.mcpengine.ResourceDescription;
import io.systemmanager.mcpengine.ResourceRead;
import io.systemmanager.mcpengine.ResourceTemplate;
import io.systemmanager.mcpengine.Resources;
import java.util.List;
import java.util.regex.Pattern;

/** The resources that the suite reads. */
final class ConformanceResources implements Resources<String> {
    private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

    @Override
    public List<ResourceDescription> visibleTo(String principal) {
        return List.of(
                new ResourceDescription(
                        "test://static-text", "static-text", "Words.", "text/plain"),
                new ResourceDescription(
                        "test://static-binary", "static-binary", "A picture.", "image/png"),
                new ResourceDescription(
                        "test://watched-resource", "watched", "To subscribe to.", "text/plain"));
    }

    @Override
    public List<ResourceTemplate> templatesVisibleTo(String principal) {
        return List.of(
                new ResourceTemplate(
                        "test://template/{id}/data",
                        "template",
                        "Data by id.",
                        "application/json"));
    }

    @Override
    public ResourceAnswer read(ResourceRead<String> read) {
        var uri = read.uri();
        var match = TEMPLATE.matcher(uri);
        if (match.matches()) {
            var id = match.group(1);
            return text(
                    uri,
                    "application/json",
                    "{\"id\":\"%s\",\"templateTest\":true,\"data\":\"Data for ID: %s\"}"
                            .formatted(id, id));
        }
        return switch (uri) {
            case "test://static-text" -> text(uri, "text/plain", "The text of the resource.");
            case "test://watched-resource" -> text(uri, "text/plain", "It may change.");
            case "test://static-binary" ->
                    new ResourceAnswer.Found(
                            List.of(new ResourceContent.Blob(uri, "image/png", PlainSteps.PNG)));
            default -> new ResourceAnswer.NotFound();
        };
    }

    @Override
    public boolean isWatchable(String principal, String uri) {
        return visibleTo(principal).stream().anyMatch(known -> known.uri().equals(uri));
    }

    private static ResourceAnswer text(String uri, String mimeType, String text) {
        return new ResourceAnswer.Found(List.of(new ResourceContent.Text(uri, mimeType, text)));
    }
}

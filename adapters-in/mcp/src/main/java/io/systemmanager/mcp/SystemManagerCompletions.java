package io.systemmanager.mcp;

import io.systemmanager.application.Application;
import io.systemmanager.application.OwnOperations;
import io.systemmanager.application.ToolDoor;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.mcpengine.Completions;
import io.systemmanager.mcpengine.PromptDescription;
import io.systemmanager.mcpengine.Prompts;
import io.systemmanager.mcpengine.ResourceTemplate;
import io.systemmanager.mcpengine.Resources;
import java.util.List;
import java.util.Optional;

/**
 * Suggests names of containers, tools and the caller's own operations, as far as the caller may see
 * what they are for. Thread-safe.
 */
final class SystemManagerCompletions implements Completions<Caller.Agent> {
    private static final int MOST = 100;

    private final ToolDoor door;
    private final OwnOperations own;
    private final ContainerNames containers;
    private final Resources<Caller.Agent> resources;
    private final Prompts<Caller.Agent> prompts;

    SystemManagerCompletions(
            Application application,
            ContainerNames containers,
            Resources<Caller.Agent> resources,
            Prompts<Caller.Agent> prompts) {
        this.door = application.tools();
        this.own = application.own();
        this.containers = containers;
        this.resources = resources;
        this.prompts = prompts;
    }

    @Override
    public Optional<List<String>> complete(Request<Caller.Agent> request) {
        return switch (request.of()) {
            case Of.Prompt(var name) ->
                    prompts.visibleTo(request.principal()).stream()
                            .map(PromptDescription::name)
                            .filter(name::equals)
                            .findFirst()
                            .map(_ -> ofPrompt(request));
            case Of.Template(var template) ->
                    resources.templatesVisibleTo(request.principal()).stream()
                            .map(ResourceTemplate::uriTemplate)
                            .filter(template::equals)
                            .findFirst()
                            .map(_ -> ofTemplate(template, request));
        };
    }

    private List<String> ofPrompt(Request<Caller.Agent> request) {
        return request.argument().equals("container") ? containers(request) : List.of();
    }

    private List<String> ofTemplate(String template, Request<Caller.Agent> request) {
        return switch (template + " " + request.argument()) {
            case ResourceUri.CONTAINER + " name", ResourceUri.CONTAINER_LOG + " name" ->
                    containers(request);
            case ResourceUri.OPERATION + " id" ->
                    own.newest(request.principal(), MOST).stream()
                            .map(operation -> operation.id().value())
                            .filter(id -> id.startsWith(request.begun()))
                            .toList();
            case ResourceUri.TOOL + " name" ->
                    door.openTo(request.principal()).stream()
                            .map(Declaration::tool)
                            .filter(tool -> tool.startsWith(request.begun()))
                            .toList();
            default -> List.of();
        };
    }

    private List<String> containers(Request<Caller.Agent> request) {
        return containers.beginning(request.begun(), request.principal(), request.context());
    }
}

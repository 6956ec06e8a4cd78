package io.systemmanager.contract.docs;

import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.mcp.ToolCatalogue;

/** The tools in one table, for the README. */
final class ToolTable {

    private ToolTable() {}

    static String render() {
        var catalogue = new ToolCatalogue();
        var page = new StringBuilder("| tool | what it does | scope | risk |\n|---|---|---|---|\n");
        for (var tool : catalogue.tools()) {
            page.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                    tool.tool(),
                                    GeneratedPage.cell(catalogue.description(tool).description()),
                                    scope(tool),
                                    tool.risk().wireName()));
        }
        return page.toString();
    }

    /** The scope as pages show it. */
    static String scope(Declaration tool) {
        return tool.scope().map(scope -> "`" + scope.wireName() + "`").orElse("any agent");
    }
}

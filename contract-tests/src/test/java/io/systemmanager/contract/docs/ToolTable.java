package io.systemmanager.contract.docs;

import io.systemmanager.mcp.ToolCatalogue;
import io.systemmanager.mcp.ToolReference;

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
                                    ToolReference.scope(tool),
                                    tool.risk().wireName()));
        }
        return page.toString();
    }
}

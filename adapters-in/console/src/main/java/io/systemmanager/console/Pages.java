package io.systemmanager.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.systemmanager.domain.port.LedgerWatch;
import java.util.Map;
import java.util.Optional;

/** Makes the text of pages. Thread-safe. */
final class Pages {
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(
                    null,
                    ContentType.Html,
                    Pages.class.getClassLoader(),
                    "io.systemmanager.console");
    private final LedgerWatch ledger;
    private final Assets assets;

    Pages(LedgerWatch ledger, Assets assets) {
        this.ledger = ledger;
        this.assets = assets;
    }

    /** A whole page. */
    String page(View view, Optional<Visit> visit) {
        var frame = new Frame(view, visit, ledger.condition(), assets);
        return render(view.template(), Map.of("frame", frame, "view", view));
    }

    /** A part of one, to be put in the place of an older one. */
    String part(View view) {
        return render(view.template(), Map.of("view", view));
    }

    private String render(String template, Map<String, Object> parameters) {
        var text = new StringOutput();
        engine.render(template + ".jte", parameters, text);
        return text.toString();
    }
}

package io.systemmanager.mcp;

import io.systemmanager.application.Application;
import java.time.InstantSource;

/** What tools, resources, completions and tasks share. */
record Parts(
        ToolCatalogue catalogue,
        CallReader reader,
        Calls calls,
        ReplyWriter writer,
        LogWitness witness) {

    static Parts of(Application application, InstantSource clock, byte[] cursorKey) {
        var catalogue = new ToolCatalogue();
        var reader = new CallReader(new Cursors(cursorKey), catalogue);
        var calls = new Calls(application, clock, reader, Waiting.standard());
        return new Parts(
                catalogue,
                reader,
                calls,
                new ReplyWriter(reader),
                new LogWitness(application::logState));
    }
}

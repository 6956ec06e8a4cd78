package io.systemmanager.mcp;

import io.systemmanager.application.Application;
import java.time.InstantSource;
import java.util.Optional;

/** What tools, resources, completions and tasks share. */
record Parts(
        ToolCatalogue catalogue,
        CallReader reader,
        Calls calls,
        ReplyWriter writer,
        LogWitness witness,
        WaitForPeople people) {

    static Parts of(
            Application application,
            InstantSource clock,
            byte[] cursorKey,
            Optional<RequestPage> page) {
        var catalogue = new ToolCatalogue();
        var reader = new CallReader(new Cursors(cursorKey), catalogue);
        var waiting = Waiting.standard();
        var calls = new Calls(application, clock, reader, waiting);
        return new Parts(
                catalogue,
                reader,
                calls,
                new ReplyWriter(reader),
                new LogWitness(application::logState),
                new WaitForPeople(application.own(), page, waiting));
    }
}

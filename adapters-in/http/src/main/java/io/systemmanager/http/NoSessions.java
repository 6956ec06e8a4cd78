package io.systemmanager.http;

import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * In the place of the servlet sessions, of which there are none: no cookie is looked for, none is
 * set, and nothing of a request is kept. A context without any handler for sessions makes itself
 * one.
 */
final class NoSessions extends SessionHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return getHandler().handle(request, response, callback);
    }
}

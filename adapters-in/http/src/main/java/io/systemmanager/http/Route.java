package io.systemmanager.http;

import io.javalin.http.Handler;
import java.util.regex.Pattern;

/**
 * One verb on one path.
 *
 * @param verb the HTTP method
 * @param path absolute; a segment may be a parameter, as in {@code /approvals/{id}}
 * @param access who may use it
 * @param offered whether {@code Allow} names it; false for a verb that is registered only to refuse
 *     it in its own way
 * @param handler answers it; runs on a virtual thread and may block
 */
public record Route(Verb verb, String path, Access access, boolean offered, Handler handler) {
    private static final Pattern PATH = Pattern.compile("(/([A-Za-z0-9._~-]+|\\{[a-z]+}))+");

    public Route {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("not a route path: " + path);
        }
    }

    /** A route that {@code Allow} names. */
    public static Route of(Verb verb, String path, Access access, Handler handler) {
        return new Route(verb, path, access, true, handler);
    }

    /** A verb that the handler itself refuses, after its own checks, with 405. */
    public static Route refusing(Verb verb, String path, Access access, Handler handler) {
        return new Route(verb, path, access, false, handler);
    }
}

package io.systemmanager.console;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a request was sent by a page of this server, as the browser says. A page of another site
 * can make a browser send a form here; it cannot make it send these headers otherwise.
 */
final class SameOrigin {

    private SameOrigin() {}

    /** Whether each of the two headers that is there says so; with neither, nothing says so. */
    static boolean holds(Context context) {
        var site = Optional.ofNullable(context.header("Sec-Fetch-Site"));
        var origin = Optional.ofNullable(context.header("Origin"));
        return (site.isPresent() || origin.isPresent())
                && site.map("same-origin"::equals).orElse(true)
                && origin.map(own(context)::equals).orElse(true);
    }

    private static String own(Context context) {
        var request = context.req();
        var usual = request.getScheme().equals("https") ? 443 : 80;
        var port = request.getServerPort() == usual ? "" : ":" + request.getServerPort();
        var name = request.getServerName().toLowerCase(Locale.ROOT);
        return request.getScheme() + "://" + name + port;
    }
}

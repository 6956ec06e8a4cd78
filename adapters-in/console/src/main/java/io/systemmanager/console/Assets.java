package io.systemmanager.console;

import io.javalin.http.Context;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.http.Access;
import io.systemmanager.http.Route;
import io.systemmanager.http.Verb;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The few files that pages need, each named here and read once. They tell nothing of this host. */
final class Assets {
    private static final String FOREVER = "public, max-age=31536000, immutable";

    /** One file. */
    enum Asset {
        STYLE("/assets/console.css", "text/css; charset=utf-8", "console.css"),
        ICON("/assets/icon.svg", "image/svg+xml", "icon.svg"),
        HTMX(
                "/assets/htmx.js",
                "text/javascript; charset=utf-8",
                "/META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js"),
        EVENTS(
                "/assets/htmx-ext-sse.js",
                "text/javascript; charset=utf-8",
                "/META-INF/resources/webjars/htmx-ext-sse/2.2.2/sse.js");

        private final String path;
        private final String type;
        private final String resource;

        Asset(String path, String type, String resource) {
            this.path = path;
            this.type = type;
            this.resource = resource;
        }
    }

    /** What is in it, and a word that changes with that. */
    private static final class Content {
        private final byte[] bytes;
        private final String version;

        Content(byte[] bytes) {
            this.bytes = bytes;
            this.version = Digest.of(bytes).hex().substring(0, 16);
        }
    }

    private final Map<Asset, Content> contents = new EnumMap<>(Asset.class);

    Assets() {
        for (var asset : Asset.values()) {
            contents.put(asset, new Content(read(asset)));
        }
    }

    /** Where a page finds it; another content has another address. */
    String address(Asset asset) {
        return asset.path + "?v=" + content(asset).version;
    }

    List<Route> routes() {
        return Arrays.stream(Asset.values())
                .map(asset ->
                        Route.of(
                                Verb.GET,
                                asset.path,
                                Access.ANONYMOUS,
                                context -> serve(asset, context)))
                .toList();
    }

    private void serve(Asset asset, Context context) {
        var content = content(asset);
        PageHeaders.set(context);
        if (content.version.equals(context.queryParam("v"))) {
            context.header("Cache-Control", FOREVER);
        }
        context.contentType(asset.type).result(content.bytes);
    }

    private Content content(Asset asset) {
        return Objects.requireNonNull(contents.get(asset));
    }

    private static byte[] read(Asset asset) {
        try (var in = Assets.class.getResourceAsStream(asset.resource)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + asset.resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("this build is broken: " + asset.resource, e);
        }
    }
}

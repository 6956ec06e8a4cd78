package io.systemmanager.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names under which this server may be addressed, against DNS rebinding. The loopback names are
 * always among them. Immutable.
 */
public final class ServerNames {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names;

    private ServerNames(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** The loopback names and nothing else. */
    public static ServerNames loopbackOnly() {
        return new ServerNames(LOOPBACK);
    }

    /** The loopback names and these: host names or addresses, without port. */
    public static ServerNames with(Set<String> configured) {
        var all = new HashSet<>(LOOPBACK);
        for (var name : configured) {
            all.add(normal(name));
        }
        return new ServerNames(all);
    }

    /** Whether a request to this host is for us; a missing or unreadable host is not. */
    public boolean allowsHost(@Nullable String host) {
        return host != null && names.contains(normal(host));
    }

    /**
     * Whether a page of this origin may call us. A loopback origin may, on any port; any other must
     * be {@code https} and the very authority that the request was sent to.
     *
     * @param origin the {@code Origin} header as received
     * @param host the host of the request
     * @param port the port of the request
     */
    public boolean allowsOrigin(String origin, @Nullable String host, int port) {
        try {
            var uri = new URI(origin);
            var originHost = uri.getHost();
            if (originHost == null || !isBare(uri)) {
                return false;
            }
            var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            var name = normal(originHost);
            if (LOOPBACK.contains(name)) {
                return scheme.equals("http") || scheme.equals("https");
            }
            int originPort = uri.getPort() < 0 ? 443 : uri.getPort();
            return scheme.equals("https")
                    && names.contains(name)
                    && host != null
                    && name.equals(normal(host))
                    && originPort == port;
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    private static boolean isBare(URI uri) {
        return uri.getScheme() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawPath().isEmpty();
    }

    private static String normal(String host) {
        var lower = host.strip().toLowerCase(Locale.ROOT);
        return lower.contains(":") && !lower.startsWith("[") ? "[" + lower + "]" : lower;
    }
}

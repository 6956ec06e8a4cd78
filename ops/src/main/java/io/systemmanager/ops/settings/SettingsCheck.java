package io.systemmanager.ops.settings;

import io.systemmanager.domain.caller.Scope;
import io.systemmanager.http.Cors;
import io.systemmanager.mcpengine.ProtectedResource;
import io.systemmanager.oauth.TrustedIssuer;
import io.systemmanager.webhook.WebhookMessenger;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says what is wrong with settings, each by itself and together. */
record SettingsCheck(Settings settings) {
    private static final String ANCHOR =
            "journald|file:/.+|syslog\\+tls://[A-Za-z0-9.-]+:[1-9][0-9]{0,4}";

    /** Every fault, one sentence each. */
    List<String> faults() {
        var faults = new TreeSet<String>();
        Stream.of(
                        listeners(),
                        certificates(),
                        pages(),
                        oauth(),
                        people(),
                        ledger(),
                        anchors(),
                        notices())
                .flatMap(each -> each)
                .forEach(faults::add);
        return List.copyOf(faults);
    }

    private Stream<String> listeners() {
        var ports =
                Stream.of(Setting.LISTEN_PORT, Setting.ADMIN_PORT)
                        .filter(port -> !isNumber(port, 0, 65_535))
                        .map(port -> port.key() + " is a port, 0 to 65535");
        var docker =
                settings.text(Setting.DOCKER_SOCKET).startsWith("unix:///")
                        ? Stream.<String>empty()
                        : Stream.of(Setting.DOCKER_SOCKET.key() + " begins with unix:///");
        return Stream.concat(ports, docker);
    }

    private Stream<String> certificates() {
        var faults = Stream.<String>builder();
        if (has(Setting.TLS_CERTIFICATE) != has(Setting.TLS_KEY)) {
            faults.add("tls.certificate and tls.key go together");
        }
        if (has(Setting.TLS_KEYSTORE) && has(Setting.TLS_CERTIFICATE)) {
            faults.add("either tls.keystore or tls.certificate, not both");
        }
        return faults.build();
    }

    private Stream<String> pages() {
        return settings.list(Setting.CORS_ORIGINS).stream()
                .flatMap(origin ->
                        Cors.fault(origin).stream()
                                .map(fault -> "cors.origins, " + origin + ": " + fault));
    }

    private Stream<String> anchors() {
        return settings.list(Setting.AUDIT_ANCHORS).stream()
                .filter(name -> !name.matches(ANCHOR))
                .map(name ->
                        "audit.anchors: neither journald, file:/PATH nor"
                                + " syslog+tls://HOST:PORT: "
                                + name);
    }

    private Stream<String> notices() {
        if (!has(Setting.NOTIFY_URL)) {
            return Stream.of(Setting.NOTIFY_SECRET_FILE, Setting.NOTIFY_AUTHORITY)
                    .filter(this::has)
                    .map(setting -> setting.key() + " is of no use without notify.url");
        }
        var format =
                Stream.of(Setting.NOTIFY_FORMAT)
                        .filter(setting -> !settings.text(setting).matches("webhook|ntfy"))
                        .map(setting -> setting.key() + " is webhook or ntfy");
        return Stream.concat(
                format, url("notify.url", Setting.NOTIFY_URL, WebhookMessenger::fault));
    }

    private Stream<String> oauth() {
        if (!has(Setting.OAUTH_ISSUER)) {
            return Stream.of(Setting.OAUTH_KEYS, Setting.OAUTH_RESOURCE)
                    .filter(this::has)
                    .map(setting -> setting.key() + " is of no use without oauth.issuer");
        }
        return Stream.of(
                        url("oauth.issuer", Setting.OAUTH_ISSUER, TrustedIssuer::fault),
                        url("oauth.issuer", Setting.OAUTH_KEYS, TrustedIssuer::fault),
                        url("oauth.issuer", Setting.OAUTH_RESOURCE, ProtectedResource::fault),
                        scopes(),
                        roles(),
                        pause())
                .flatMap(each -> each);
    }

    private Stream<String> people() {
        var address =
                settings
                        .optional(Setting.ADMIN_URL)
                        .filter(url -> !url.matches("https://[a-z0-9.-]+(:[1-9][0-9]{0,4})?"))
                        .map(_ -> "admin.url reads https://NAME[:PORT], in lower case")
                        .stream();
        var endpoints = List.of(Setting.OAUTH_AUTHORIZATION_ENDPOINT, Setting.OAUTH_TOKEN_ENDPOINT);
        if (!has(Setting.OAUTH_CLIENT_ID)) {
            return Stream.concat(
                    address,
                    endpoints.stream()
                            .filter(this::has)
                            .map(each -> each.key() + " is of no use without oauth.client_id"));
        }
        var missing =
                Stream.of(Setting.OAUTH_ISSUER, Setting.ADMIN_URL)
                        .filter(setting -> !has(setting))
                        .map(setting -> "oauth.client_id needs " + setting.key());
        var urls =
                endpoints.stream()
                        .flatMap(each -> url("oauth.client_id", each, TrustedIssuer::fault));
        return Stream.of(address, missing, urls).flatMap(each -> each);
    }

    private Stream<String> url(String who, Setting setting, Function<URI, Optional<String>> check) {
        if (!has(setting)) {
            return Stream.of(who + " needs " + setting.key());
        }
        try {
            return check.apply(URI.create(settings.text(setting))).stream()
                    .map(fault -> setting.key() + ": " + fault);
        } catch (IllegalArgumentException unreadable) {
            return Stream.of(setting.key() + " is no URL");
        }
    }

    private Stream<String> scopes() {
        var all = settings.list(Setting.OAUTH_SCOPES);
        var unknown =
                all.stream()
                        .filter(scope -> Scope.named(scope).isEmpty())
                        .map(scope -> "oauth.scopes: there is no scope " + scope);
        var outside =
                settings.firstScopes().stream()
                        .filter(scope -> !all.contains(scope))
                        .map(scope -> "oauth.first_scopes: " + scope + " is not in oauth.scopes");
        return Stream.concat(unknown, outside);
    }

    private Stream<String> roles() {
        return settings.list(Setting.OAUTH_ROLES).stream()
                .filter(role -> !role.matches("[a-z0-9][a-z0-9_-]{0,63}"))
                .map(role -> "oauth.roles: not a role's name: " + role);
    }

    private Stream<String> pause() {
        return isNumber(Setting.OAUTH_KEYS_PAUSE, 1, 3_600)
                ? Stream.empty()
                : Stream.of("oauth.keys_pause is a number of seconds, 1 to 3600");
    }

    private Stream<String> ledger() {
        var faults = Stream.<String>builder();
        if (!isNumber(Setting.LEDGER_RESERVE_MIB, 1, 1_024)) {
            faults.add("ledger.reserve_mib is a number of MiB, 1 to 1024");
        }
        if (!isNumber(Setting.LEDGER_OPERATORS, 1, 2)) {
            faults.add("ledger.operators is 1 or 2");
        }
        return faults.build();
    }

    private boolean isNumber(Setting setting, int least, int most) {
        var text = settings.text(setting);
        return text.matches("[0-9]{1,5}")
                && Integer.parseInt(text) >= least
                && Integer.parseInt(text) <= most;
    }

    private boolean has(Setting setting) {
        return settings.optional(setting).isPresent();
    }
}

package io.systemmanager.ops.settings;

import java.util.Arrays;
import java.util.Optional;

/**
 * Everything that {@code systemmanager.yaml} may say. The reference page is generated from this.
 */
public enum Setting {
    LISTEN_ADDRESS(
            "listen.address", "127.0.0.1", "The address of the MCP listener, https://…/mcp."),
    LISTEN_PORT("listen.port", "8443", "Its port; 0 takes any free one."),
    LISTEN_NAMES(
            "listen.names",
            "",
            "Host names besides localhost under which clients may call, separated by commas."),
    ADMIN_ADDRESS("admin.address", "127.0.0.1", "The address of the listener for /metrics."),
    ADMIN_PORT("admin.port", "8444", "Its port; 0 takes any free one."),
    ADMIN_URL(
            "admin.url",
            "",
            "The URL by which people's browsers reach that listener, https://NAME[:PORT], for links"
                    + " to it; empty where only this host does. Its host also stands in"
                    + " listen.names."),
    TLS_CERTIFICATE(
            "tls.certificate",
            "",
            "PEM file with the server's certificate chain; empty for the generated one."),
    TLS_KEY("tls.key", "", "PEM file with its private key (PKCS #8), not readable by others."),
    TLS_KEYSTORE("tls.keystore", "", "PKCS #12 file, instead of the two PEM files."),
    TLS_KEYSTORE_PASSWORD_FILE(
            "tls.keystore_password_file", "", "File whose first line opens the key store."),
    TLS_CLIENT_AUTHORITY(
            "tls.client_authority",
            "",
            "PEM file with the authority whose client certificates prove agents; empty for none."
                    + " Which agents, client-certificates.yaml says."),
    CORS_ORIGINS(
            "cors.origins",
            "",
            "Origins whose pages may call from a browser, such as https://inspector.example,"
                    + " separated by commas; empty for none."),
    OAUTH_ISSUER(
            "oauth.issuer",
            "",
            "The authorization server whose access tokens are taken, as its tokens write it in iss;"
                    + " empty for none."),
    OAUTH_KEYS("oauth.keys", "", "Where it publishes its keys: the jwks_uri of its metadata."),
    OAUTH_RESOURCE(
            "oauth.resource",
            "",
            "The URL by which clients know this server, https://NAME[:PORT]/mcp; its tokens must"
                    + " name it in aud."),
    OAUTH_SCOPES(
            "oauth.scopes",
            "docker:read,docker:operate,system:read",
            "The scopes that its tokens can carry here; what else they carry is ignored."),
    OAUTH_FIRST_SCOPES(
            "oauth.first_scopes",
            "",
            "The scopes that a client without a token is told to ask for; empty for those of"
                    + " oauth.scopes that end in :read."),
    OAUTH_ROLES("oauth.roles", "agent", "The policy roles of every agent with such a token."),
    OAUTH_CLIENT_ID(
            "oauth.client_id",
            "",
            "The name of this server as a public client of the authorization server, which signs"
                    + " people in there who look after their agents' requests; empty for nobody."),
    OAUTH_AUTHORIZATION_ENDPOINT(
            "oauth.authorization_endpoint",
            "",
            "Where browsers are sent for that: the authorization_endpoint of its metadata."),
    OAUTH_TOKEN_ENDPOINT(
            "oauth.token_endpoint",
            "",
            "Where codes are redeemed for that: the token_endpoint of its metadata."),
    OAUTH_AUTHORITY(
            "oauth.authority",
            "",
            "PEM file with the authority of the certificate at oauth.keys; empty for those that"
                    + " Java trusts."),
    OAUTH_KEYS_PAUSE(
            "oauth.keys_pause", "30", "Seconds between two fetches of the keys, 1 to 3600."),
    DOCKER_SOCKET(
            "docker.socket", "unix:///var/run/docker.sock", "Where the Docker Engine listens."),
    LEDGER_RESERVE_MIB(
            "ledger.reserve_mib",
            "16",
            "MiB of disk kept for the entry that says that the disk is full, 1 to 1024; with less"
                    + " than twice as much free, no new changes are begun."),
    LEDGER_OPERATORS(
            "ledger.operators",
            "2",
            "How many operators, each by their own secret, agree before entries are pruned or a"
                    + " backup is restored: 1 or 2."),
    APPROVALS_ALLOWED_SIGNERS(
            "approvals.allowed_signers",
            "",
            "File with the SSH keys by which approvers sign, as for ssh-keygen -Y verify; empty for"
                    + " none, and rules with signed: true then refuse."),
    AUDIT_ANCHORS(
            "audit.anchors",
            "",
            "Who is shown the ledger's checkpoints: journald, file:/PATH or"
                    + " syslog+tls://HOST:PORT, separated by commas; empty for nobody."),
    AUDIT_SYSLOG_AUTHORITY(
            "audit.syslog_authority",
            "",
            "PEM file with the authority of the syslog receiver's certificate; empty for those that"
                    + " Java trusts."),
    NOTIFY_URL(
            "notify.url",
            "",
            "Where people are told about approvals: https://, or http:// on a loopback address;"
                    + " empty for nowhere."),
    NOTIFY_FORMAT(
            "notify.format",
            "webhook",
            "What is sent there: webhook, a signed JSON body, or ntfy, a message to the topic that"
                    + " notify.url names."),
    NOTIFY_SECRET_FILE(
            "notify.secret_file",
            "",
            "File, readable by its owner only, with the secret (whsec_ and base64) that signs, or"
                    + " two, one a line, while it is changed; for ntfy the access token. Empty for the"
                    + " systemd credential notify.secret."),
    NOTIFY_AUTHORITY(
            "notify.authority",
            "",
            "PEM file with the authority of the certificate at notify.url; empty for those that"
                    + " Java trusts."),
    TRACING_OTLP_ENDPOINT(
            "tracing.otlp_endpoint",
            "",
            "OTLP/HTTP collector for spans, such as http://127.0.0.1:4318/v1/traces; empty for none.");

    private final String key;
    private final String fallback;
    private final String meaning;

    Setting(String key, String fallback, String meaning) {
        this.key = key;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    /** The key in the file, sections separated by dots. */
    public String key() {
        return key;
    }

    /** The value where the file says nothing. */
    public String fallback() {
        return fallback;
    }

    /** One sentence for the reference. */
    public String meaning() {
        return meaning;
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
    }
}

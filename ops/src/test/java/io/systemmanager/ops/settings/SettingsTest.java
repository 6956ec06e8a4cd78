package io.systemmanager.ops.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<Setting, String> OAUTH =
            Map.of(
                    Setting.OAUTH_ISSUER,
                    "https://as.example",
                    Setting.OAUTH_KEYS,
                    "https://as.example/jwks",
                    Setting.OAUTH_RESOURCE,
                    "https://manager.example/mcp");

    private static Settings oauth(Setting setting, String value) {
        var all = new EnumMap<>(OAUTH);
        all.put(setting, value);
        return Settings.standard().with(all);
    }

    @Test
    void anAuthorizationServerIsTrustedWithItsKeysAndOurName() {
        assertThat(Settings.standard().with(OAUTH).firstScopes())
                .containsExactly("docker:read", "system:read");
    }

    @ParameterizedTest
    @CsvSource({
        "OAUTH_KEYS,, oauth.issuer needs oauth.keys",
        "OAUTH_RESOURCE,, oauth.issuer needs oauth.resource",
        "OAUTH_ISSUER,, oauth.keys is of no use without oauth.issuer",
        "OAUTH_ISSUER, http://as.example, oauth.issuer: http is for loopback addresses only",
        "OAUTH_KEYS, http://10.0.0.1/jwks, oauth.keys: http is for loopback addresses only",
        "OAUTH_KEYS, https://a b, oauth.keys is no URL",
        "OAUTH_RESOURCE, https://manager.example/, oauth.resource: it reads https://NAME[:PORT]/mcp",
        "OAUTH_RESOURCE, https://manager.example/mcp/, oauth.resource: it reads",
        "OAUTH_RESOURCE, https://manager.example/mcp?x, oauth.resource: it reads",
        "OAUTH_RESOURCE, https://Manager.example/mcp, in lower case",
        "OAUTH_RESOURCE, http://manager.example/mcp, oauth.resource: it begins with https://",
        "OAUTH_SCOPES, docker:rea, there is no scope docker:rea",
        "OAUTH_FIRST_SCOPES, docker:exec, docker:exec is not in oauth.scopes",
        "OAUTH_ROLES, No Role, oauth.roles: not a role's name: No Role",
        "OAUTH_KEYS_PAUSE, 0, oauth.keys_pause is a number of seconds",
        "OAUTH_KEYS_PAUSE, 3601, oauth.keys_pause is a number of seconds",
        "ADMIN_URL, http://manager.example, 'admin.url reads https://NAME[:PORT], in lower case'",
        "ADMIN_URL, https://manager.example/, 'admin.url reads https://NAME[:PORT], in lower case'",
        "OAUTH_CLIENT_ID, console, oauth.client_id needs admin.url",
        "OAUTH_CLIENT_ID, console, oauth.client_id needs oauth.authorization_endpoint",
        "OAUTH_CLIENT_ID, console, oauth.client_id needs oauth.token_endpoint",
        "OAUTH_TOKEN_ENDPOINT, https://as/token, oauth.token_endpoint is of no use without",
        "CORS_ORIGINS, *, 'cors.origins, *: each origin is named'",
    })
    void whatCannotWorkIsSaidBeforeTheStart(Setting setting, String value, String said) {
        assertThatThrownBy(() -> oauth(setting, value == null ? "" : value))
                .isInstanceOf(SettingsWrong.class)
                .hasMessageContaining(said);
    }

    @Test
    void withoutAScopeToReadTheFirstScopesAreAll() {
        assertThat(oauth(Setting.OAUTH_SCOPES, "docker:operate").firstScopes())
                .containsExactly("docker:operate");
    }

    @Test
    void everyFaultOfAFileIsNamedAtOnce(@TempDir Path folder) throws Exception {
        var file =
                Files.writeString(
                        folder.resolve("systemmanager.yaml"),
                        "listen: {port: 70000}\noauth: {issuer: \"https://as.example\"}\n");

        assertThatThrownBy(() -> Settings.read(file))
                .hasMessageContaining("listen.port is a port")
                .hasMessageContaining("oauth.issuer needs oauth.keys")
                .hasMessageContaining("oauth.issuer needs oauth.resource");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "journal",
                "file:relative",
                "file:",
                "syslog+tls://host",
                "syslog+tls://host:0",
                "syslog+tls://ho st:1",
                "syslog://host:6514"
            })
    void anAnchorThatIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> Settings.standard().with(Setting.AUDIT_ANCHORS, name))
                .hasMessageContaining("audit.anchors: neither");
    }

    @Test
    void anchorsHaveThreeForms() {
        var three = "journald,file:/srv/a b,syslog+tls://logs.example.org:6514";
        assertThat(
                        Settings.standard()
                                .with(Setting.AUDIT_ANCHORS, three)
                                .list(Setting.AUDIT_ANCHORS))
                .hasSize(3);
    }

    @Test
    void endpointsOfASignInAreUrlsThatKeepWhatIsSentThereToThemselves() {
        var people =
                oauth(Setting.ADMIN_URL, "https://manager.example:8444")
                        .with(
                                Map.of(
                                        Setting.OAUTH_CLIENT_ID,
                                        "console",
                                        Setting.OAUTH_AUTHORIZATION_ENDPOINT,
                                        "https://as.example/authorize?tenant=ops",
                                        Setting.OAUTH_TOKEN_ENDPOINT,
                                        "http://127.0.0.1:9000/token"));

        assertThat(people.text(Setting.OAUTH_CLIENT_ID)).isEqualTo("console");
        assertThatThrownBy(() -> people.with(Setting.OAUTH_TOKEN_ENDPOINT, "http://as.example/t"))
                .hasMessageContaining("oauth.token_endpoint: http is for loopback addresses only");
        assertThatThrownBy(() -> people.with(Setting.OAUTH_ISSUER, ""))
                .hasMessageContaining("oauth.client_id needs oauth.issuer");
    }
}

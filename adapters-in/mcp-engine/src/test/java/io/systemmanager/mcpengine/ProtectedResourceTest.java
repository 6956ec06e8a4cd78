package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.http.Access;
import io.systemmanager.http.Route;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedResourceTest {
    private static final String METADATA =
            "resource_metadata=\"https://rs.example:8443/.well-known/oauth-protected-resource/mcp\"";

    private static ProtectedResource at(String url) {
        return new ProtectedResource(
                URI.create(url), "https://as.example", List.of("a:b", "c:d"), List.of("a:b"), "x");
    }

    @Test
    void itsMetadataAreForAnyoneAtBothPaths() {
        assertThat(at("https://rs.example:8443/mcp").routes())
                .allMatch(route -> route.access() == Access.ANONYMOUS)
                .extracting(Route::path)
                .containsExactly(
                        "/.well-known/oauth-protected-resource/mcp",
                        "/.well-known/oauth-protected-resource");
    }

    @Test
    void challengesLeadToTheMetadataAndNameAnErrorOnlyWhereThereIsOne() {
        var challenges = at("https://rs.example:8443/mcp").challenges();

        assertThat(challenges.missing()).isEqualTo("Bearer " + METADATA + ", scope=\"a:b\"");
        assertThat(challenges.invalidToken())
                .isEqualTo("Bearer error=\"invalid_token\", " + METADATA + ", scope=\"a:b\"");
        assertThat(challenges.insufficientScope("a:b c:d"))
                .isEqualTo(
                        "Bearer error=\"insufficient_scope\", " + METADATA + ", scope=\"a:b c:d\"");
    }

    @Test
    void withoutAnAuthorizationServerChallengesAreBare() {
        assertThat(Challenges.bare().missing()).isEqualTo("Bearer");
        assertThat(Challenges.bare().invalidToken()).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://rs.example/mcp",
                "https://rs.example",
                "https://rs.example/mcp/",
                "https://rs.example/other",
                "https://rs.example/mcp?a=b",
                "https://rs.example/mcp#top",
                "https://me@rs.example/mcp",
                "https://RS.example/mcp",
                "HTTPS://rs.example/mcp",
                "/mcp"
            })
    void aNameThatClientsWouldNotRecogniseIsRefused(String url) {
        assertThatThrownBy(() -> at(url)).isInstanceOf(IllegalArgumentException.class);
    }
}

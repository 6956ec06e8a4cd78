package io.systemmanager.contract.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.fixture.AuthorizationServer;
import io.systemmanager.contract.server.McpClient;
import io.systemmanager.contract.server.PageClient;
import io.systemmanager.contract.server.PeopleSignedIn;
import io.systemmanager.contract.server.RunningServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of a request that waits, for the person whose agent asked, and for everybody else. */
@Timeout(60)
class RequestPageTest {
    private static final String ATTEMPT = "__Host-systemmanager-request";

    private final AuthorizationServer authority = AuthorizationServer.start();
    private final RunningServer running = PeopleSignedIn.by(authority);
    private final String page =
            URI.create(
                            PageClient.page(
                                    PageClient.of(running, PeopleSignedIn.token(authority, "ada"))
                                            .call()))
                    .getPath();
    private final String takeBack = page + "/take-back";
    private final Browser browser = new Browser(running);

    @AfterEach
    void stop() {
        running.close();
        authority.close();
    }

    /** Opens the page, logs in there as that person, and comes back. */
    private McpClient.Answer open(Browser from, String path, String person) {
        return from.get(back(from, path, person));
    }

    /** Where the authorization server sends the browser back to. */
    private String back(Browser from, String path, String person) {
        var sent = from.get(path);
        assertThat(sent.status()).isEqualTo(303);
        var location = URI.create(sent.headers().firstValue("Location").orElseThrow());
        var back = authority.logins().logIn(location, person);
        assertThat(back.toString()).startsWith(PeopleSignedIn.CONSOLE + "/console/signed-in?");
        return back.getRawPath() + "?" + back.getRawQuery();
    }

    private boolean waits() {
        return running.operator("approvals.list", request -> request).path("approvals").size() == 1;
    }

    private long entries(String type) {
        return Asking.types(running).stream().filter(type::equals).count();
    }

    @Test
    void whoAskedSeesTheirRequestAndTakesItBack() {
        var shown = open(browser, page, "ada");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body())
                .contains("containers_lifecycle.stop", "db", "approval_required", "Take it back")
                .doesNotContain("Approve");
        assertThat(entries("auth.succeeded")).isPositive();

        var ticket = Browser.hidden(shown.body(), "ticket");
        var taken = browser.submit(takeBack, Map.of("ticket", ticket));

        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.body()).contains("cancelled").doesNotContain("Take it back");
        assertThat(waits()).isFalse();
        assertThat(entries("approval.cancelled")).isEqualTo(1);
        assertThat(Asking.state(running)).contains("running");
        assertThat(browser.submit(takeBack, Map.of("ticket", ticket)).status()).isEqualTo(401);
    }

    @Test
    void anotherPersonSeesWhatTheyWouldSeeOfNoRequestAtAll() {
        var none = page.substring(0, page.lastIndexOf('/')) + "/apr_" + "a".repeat(26);

        var others = open(browser, page, "bob");

        assertThat(others.status()).isEqualTo(404);
        assertThat(others.body()).doesNotContain("containers_lifecycle", "ticket");
        assertThat(withoutIds(others)).isEqualTo(withoutIds(open(browser, none, "bob")));
        assertThat(withoutIds(others)).isEqualTo(withoutIds(open(browser, none, "ada")));
        assertThat(waits()).isTrue();
    }

    private static String withoutIds(McpClient.Answer answer) {
        return answer.body().replaceAll("[0-9a-f-]{36}", "ID");
    }

    @Test
    void whoCannotBeNamedSeesNothing() {
        var operator = Browser.signedIn(running, running.operatorSecret());
        assertThat(operator.get(page).status()).isEqualTo(303);
        assertThat(operator.submit(takeBack, Map.of("ticket", "")).status()).isEqualTo(401);
        for (var path :
                List.of(
                        "/console/signed-in",
                        "/console/signed-in?code=guess",
                        "/console/signed-in?code=guess&state=",
                        "/console/signed-in?error=access_denied&state=x")) {
            var answer = browser.get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("containers_lifecycle");
        }
        assertThat(browser.get("/console/requests/some").status()).isEqualTo(400);
        assertThat(waits()).isTrue();
    }

    @Test
    void aCodeServesTheBrowserThatBeganAndOnce() {
        var other = new Browser(running);
        other.get(page);
        var back = back(browser, page, "ada");

        assertThat(new Browser(running).get(back).status()).isEqualTo(401);
        assertThat(other.get(back).status()).as("another try's cookie").isEqualTo(401);
        var cookie = browser.cookie(ATTEMPT);
        assertThat(browser.get(back).status()).isEqualTo(200);
        assertThat(browser.get(back).status()).as("the cookie is gone").isEqualTo(401);
        browser.bring(ATTEMPT, cookie);
        assertThat(browser.get(back).status()).as("the code is used").isEqualTo(401);
        assertThat(lastFailure()).isEqualTo("code_refused");
    }

    @Test
    void whatTheAuthorizationServerSaysOfAnotherTryOrToAnotherClientNamesNobody() {
        authority.logins().change(claims -> claims.claim("nonce", "another"));
        assertThat(open(browser, page, "ada").status()).isEqualTo(401);
        assertThat(lastFailure()).isEqualTo("wrong_nonce");

        authority.logins().change(claims -> claims.audience(AuthorizationServer.RESOURCE));
        assertThat(open(browser, page, "ada").status()).isEqualTo(401);
        assertThat(lastFailure()).isEqualTo("wrong_audience");
        assertThat(waits()).isTrue();
    }

    private String lastFailure() {
        return running.entriesFrom(running.entryCount() - 1)
                .getFirst()
                .at("/outcome/code")
                .asText();
    }

    @Test
    void aTicketIsForItsRequestAndForFormsOfThisPage() {
        var ticket = Map.of("ticket", Browser.hidden(open(browser, page, "ada").body(), "ticket"));
        var foreign = browser.form(takeBack, ticket).header("Sec-Fetch-Site", "cross-site");
        assertThat(browser.send(foreign).status()).isEqualTo(403);
        assertThat(browser.send(browser.form(takeBack, ticket)).status()).isEqualTo(403);
        assertThat(waits()).isTrue();

        var another = takeBack.replaceAll("apr_[a-z2-7]{26}", "apr_" + "a".repeat(26));
        assertThat(browser.submit(another, ticket).status()).isEqualTo(401);
        assertThat(browser.submit(takeBack, ticket).status()).as("gone").isEqualTo(401);
        assertThat(waits()).isTrue();
    }

    @Test
    void whoWasShownItDecidesNothing() {
        var shown = open(browser, page, "ada");
        var ticket = Browser.hidden(shown.body(), "ticket");
        var approval = page.substring(page.lastIndexOf('/') + 1);
        for (var path : List.of(page + "/approve", "/console/approvals/" + approval + "/approve")) {
            var answer = browser.submit(path, Map.of("ticket", ticket, "token", ticket));
            assertThat(answer.status()).as(path).isIn(401, 404);
        }
        assertThat(browser.get("/console").status()).isEqualTo(401);
        assertThat(waits()).isTrue();
        assertThat(Asking.types(running)).doesNotContain("approval.granted", "op.started");
    }
}

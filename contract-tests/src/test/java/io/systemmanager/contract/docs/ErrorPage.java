package io.systemmanager.contract.docs;

import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.http.Problem;
import java.util.stream.IntStream;

/** Every way in which a call can fail, as a caller sees it. */
final class ErrorPage {
    private static final String HEAD =
            """
            # Errors

            Every failure says what happened (`code`), why (`cause`), what to do (`next_step`) and \
            under which id an operator finds it (`correlation_id`). Branch on `code`; the other words \
            may change. No failure tells a path, an address or a stack trace of the host.

            ## Of a tool

            A tool that could not do its work answers `isError: true` with one line of JSON as its \
            text: `{"error":{"code":…,"cause":…,"next_step":…,"retryable":…,"correlation_id":…}}`. \
            `retryable` says whether the same call can succeed later without anyone changing anything. \
            A missing scope is answered with HTTP 403 and a challenge that names the scope.

            | code | meaning | next step | retryable |
            |---|---|---|---|
            """;
    private static final String PROBLEMS =
            """

            ## Of HTTP

            What fails before it reaches a tool is answered with `application/problem+json` \
            (RFC 9457) and the same members; the header `X-Correlation-Id` repeats the id. These are \
            the listener's own; authentication answers `401 unauthenticated`, `429 throttled` (with \
            `Retry-After`), `503` with a code of the ledger, `503 keys_unavailable` (an authorization server's \
            tokens cannot be judged) and `400 ambiguous_credentials`.

            | status | code | cause | next step |
            |---|---|---|---|
            """;

    private ErrorPage() {}

    static String render() {
        var page = new StringBuilder(HEAD);
        for (var code : FaultCode.values()) {
            page.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                    code.wireName(),
                                    GeneratedPage.cell(code.meaning()),
                                    GeneratedPage.cell(code.nextStep()),
                                    code.retryable() ? "yes" : "no"));
        }
        page.append(PROBLEMS);
        IntStream.of(400, 403, 404, 405, 406, 408, 413, 414, 415, 431, 500, 503)
                .mapToObj(status -> Problem.of(status, ""))
                .forEach(problem ->
                        page.append(
                                "| %d | `%s` | %s | %s |\n"
                                        .formatted(
                                                problem.status(),
                                                problem.code(),
                                                problem.cause(),
                                                problem.nextStep())));
        return page.toString();
    }
}

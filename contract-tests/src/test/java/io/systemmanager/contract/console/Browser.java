package io.systemmanager.contract.console;

import io.systemmanager.contract.server.McpClient;
import io.systemmanager.contract.server.RunningServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of a browser as the console needs: it keeps cookies, says where forms come from. */
final class Browser {
    private static final Pattern COOKIE = Pattern.compile("(__Host-[a-z-]+)=([^;]*);.*");
    private static final String SESSION = "__Host-systemmanager";

    private final McpClient client;
    private final String origin;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(RunningServer running) {
        int port = running.server().adminPort();
        this.client = new McpClient(running.state().caCertificate(), port, "");
        this.origin = "https://localhost:" + port;
    }

    /** One that has signed in with that secret. */
    static Browser signedIn(RunningServer running, String secret) {
        var browser = new Browser(running);
        var answer = browser.signIn(secret);
        if (answer.status() != 303) {
            throw new AssertionError("not signed in: " + answer.status());
        }
        return browser;
    }

    McpClient.Answer signIn(String secret) {
        return submit("/console/sign-in", Map.of("secret", secret));
    }

    String origin() {
        return origin;
    }

    String cookie() {
        return cookie(SESSION);
    }

    String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    void bring(String session) {
        bring(SESSION, session);
    }

    void bring(String name, String value) {
        cookies.put(name, value);
    }

    McpClient.Answer get(String path) {
        return send(request(path).GET());
    }

    /** Sends a form as one of the console's own pages does. */
    McpClient.Answer submit(String path, Map<String, String> fields) {
        return send(
                form(path, fields)
                        .header("Origin", origin)
                        .header("Sec-Fetch-Site", "same-origin"));
    }

    /** A form from nowhere. */
    HttpRequest.Builder form(String path, Map<String, String> fields) {
        var body =
                fields.entrySet().stream()
                        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(30));
        var kept =
                cookies.entrySet().stream()
                        .filter(each -> !each.getValue().isEmpty())
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining("; "));
        return kept.isEmpty() ? request : request.header("Cookie", kept);
    }

    McpClient.Answer send(HttpRequest.Builder request) {
        var answer = client.send(request.build());
        answer.headers()
                .allValues("Set-Cookie")
                .forEach(set -> {
                    var matcher = COOKIE.matcher(set);
                    if (matcher.matches()) {
                        bring(matcher.group(1), matcher.group(2));
                    }
                });
        return answer;
    }

    /** The hidden fields of the form that decides on an approval, as a person has seen it. */
    Map<String, String> decision(String approval) {
        var page = get("/console/approvals/" + approval).body();
        var fields = new LinkedHashMap<String, String>();
        for (var name : new String[] {"token", "digest"}) {
            fields.put(name, hidden(page, name));
        }
        return fields;
    }

    static String hidden(String page, String name) {
        var matcher = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        if (!matcher.find()) {
            throw new AssertionError("no field " + name + " in " + page);
        }
        return matcher.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

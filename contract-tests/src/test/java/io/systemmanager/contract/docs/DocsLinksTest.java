package io.systemmanager.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.snapshot.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link within the pages leads somewhere, and no page is left without a way to it. */
class DocsLinksTest {
    /** As Markdown writes it, and the picture of an HTML element. */
    private static final Pattern LINK =
            Pattern.compile("(?:\\[[^\\]]*]\\(|\\bsrc(?:set)?=\")([^)\"\\s]+)[)\"]");

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern ADR = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");

    @Test
    void everyLinkLeadsSomewhere() throws Exception {
        for (var page : pages()) {
            for (var link : links(page)) {
                assertThat(broken(page, link))
                        .as("%s links to %s", Repository.at("").relativize(page), link)
                        .isFalse();
            }
        }
    }

    @Test
    void everyPageCanBeReachedFromTheDoors() throws Exception {
        var reached = new HashSet<Path>();
        follow(Repository.at("README.md"), reached);
        assertThat(reached).containsAll(pages());
    }

    @Test
    void noNumberOfADecisionIsUsedTwice() throws Exception {
        var numbers = new ArrayList<String>();
        try (var files = Files.list(Repository.at("docs/adr"))) {
            for (var name : files.map(file -> file.getFileName().toString()).toList()) {
                var matcher = ADR.matcher(name);
                assertThat(name).as("a decision's file name").matches(ADR);
                numbers.add(matcher.matches() ? matcher.group(1) : name);
            }
        }
        assertThat(numbers).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void aBrokenLinkIsNoticed() throws Exception {
        var page = Repository.at("README.md");
        assertThat(broken(page, "docs/nowhere.md")).isTrue();
        assertThat(broken(page, "docs/README.md#no-such-heading")).isTrue();
        assertThat(broken(page, "docs/README.md")).isFalse();
    }

    private static void follow(Path page, Set<Path> reached) throws IOException {
        if (!reached.add(page)) {
            return;
        }
        for (var link : links(page)) {
            var target = target(page, link);
            if (target.toString().endsWith(".md") && Files.exists(target)) {
                follow(target, reached);
            }
        }
    }

    private static boolean broken(Path page, String link) throws IOException {
        var target = target(page, link);
        if (!Files.exists(target)) {
            return true;
        }
        int hash = link.indexOf('#');
        return hash >= 0 && !anchors(target).contains(link.substring(hash + 1));
    }

    private static Path target(Path page, String link) {
        var path = link.replaceFirst("#.*", "");
        var folder = Objects.requireNonNull(page.getParent());
        return path.isEmpty() ? page : folder.resolve(path).normalize();
    }

    private static List<String> links(Path page) throws IOException {
        var prose = CODE.matcher(Files.readString(page)).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(result -> result.group(1))
                .filter(link -> !ELSEWHERE.matcher(link).matches())
                .toList();
    }

    /** Headings as GitHub makes anchors of them. */
    private static Set<String> anchors(Path page) throws IOException {
        var anchors = new HashSet<String>();
        HEADING.matcher(Files.readString(page))
                .results()
                .map((MatchResult result) -> result.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-'))
                .forEach(anchors::add);
        return anchors;
    }

    private static List<Path> pages() throws IOException {
        try (var docs = Files.walk(Repository.at("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CHANGELOG.md").map(Repository::at),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }
}

package io.systemmanager.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.snapshot.Repository;

/** A page, or the part of one between markers, that is made from code. */
final class GeneratedPage {
    private static final String RENEW =
            "mvn -pl contract-tests -am verify -Dtest=GeneratedDocsTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dsystemmanager.write=true";
    private static final String NOTE =
            "<!-- Made from the code by GeneratedDocsTest; do not edit. -->\n\n";

    private GeneratedPage() {}

    /** Fails where the committed page is not the one that the code makes, or renews it. */
    static void matches(String path, String content) {
        compare(path, NOTE + content);
    }

    /**
     * The same for what stands between {@code <!-- name:begin -->} and {@code <!-- name:end -->}.
     */
    static void sectionMatches(String path, String name, String content) {
        var page = Repository.text(path).orElseThrow(() -> new AssertionError("no " + path));
        var begin = "<!-- %s:begin -->\n".formatted(name);
        var end = "<!-- %s:end -->".formatted(name);
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        assertThat(from).as("%s holds the markers of %s", path, name).isBetween(0, to);
        compare(path, page.substring(0, from + begin.length()) + content + page.substring(to));
    }

    /** Text that must not end a table cell early. */
    static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static void compare(String path, String content) {
        if (Repository.renewing()) {
            Repository.write(path, content);
        }
        assertThat(Repository.text(path).orElse(""))
                .as("%s is stale; renew it with: %s", path, RENEW)
                .isEqualTo(content);
    }
}

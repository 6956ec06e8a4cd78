package io.systemmanager.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "containers_list, containers_list, true",
        "containers_list, containers_lists, false",
        "containers_list, Containers_list, false",
        "containers_*, containers_list, true",
        "containers_*, containers_lifecycle.restart, false",
        "containers_*.*, containers_lifecycle.restart, true",
        "containers_*.*, containers_list, false",
        "containers_**, containers_list, true",
        "containers_**, containers_lifecycle.restart, true",
        "**, containers_lifecycle.restart, true",
        "*, containers_lifecycle.restart, false",
        "containers_lifecycle.*, containers_lifecycle.restart, true",
        "containers_lifecycle.**, containers_lifecycle, true",
        "**.restart, containers_lifecycle.restart, true",
        "'containers_lifecycle.{restart,stop}', containers_lifecycle.stop, true",
        "'containers_lifecycle.{restart,stop}', containers_lifecycle.start, false",
    })
    void inOperationNamesADotSeparates(String pattern, String name, boolean matches) {
        assertThat(Glob.ofOperation(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "*, web.internal-1, true",
        "web-*, web-, true",
        "web-*, xweb-1, false",
        "*-db, shop-db, true",
        "*-db, shop-db-2, false",
        "'web{,-old}', web, true",
        "'web{,-old}', web-old, true",
        "'{a*,b}-1', axx-1, true",
        "agent:*, agent:ci.bot@x, true",
    })
    void inNamesAStarIsAnyRun(String pattern, String name, boolean matches) {
        assertThat(Glob.ofName(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "/x/**, /x, true",
        "/x/**, /x/, true",
        "/x/**, /x/a/b, true",
        "/x/**, /xy, false",
        "/x/*, /x/a, true",
        "/x/*, /x/a/b, false",
        "/x/*, /x, false",
        "/**/.ssh/**, /.ssh, true",
        "/**/.ssh/**, /home/me/.ssh/id, true",
        "/**/.ssh/**, /home/me/.sshx/id, false",
        "/a/**/b, /a/b, true",
        "/a/**/b, /a/x/y/b, true",
        "/a/**/b, /axb, false",
        "/a/**/**, /a, true",
        "/**, /etc/shadow, true",
        "'/{etc,root/**}', /root, true",
        "'/{etc,root/**}', /etc/shadow, false",
        "/a**b, /a/x/b, true",
    })
    void inPathsASlashSeparates(String pattern, String path, boolean matches) {
        assertThat(Glob.ofPath(pattern).matches(path)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a?b",
                "[ab]",
                "a\\*",
                "a{b",
                "a}b",
                "{a,{b}}",
                "a***",
                "a\nb",
                "a\u0001b"
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> Glob.ofName(pattern));
    }

    @Test
    void thereIsAnExampleForEachAlternativeAndThePatternMatchesIt() {
        for (var pattern : List.of("web-*", "{web,db}-*{,.old}", "**", "a*b**c", "x{,y}")) {
            var glob = Glob.ofName(pattern);
            assertThat(glob.examples()).isNotEmpty().allMatch(glob::matches);
        }
        assertThat(Glob.ofName("{web,db}-*").examples()).containsExactly("web-x", "db-x");
        assertThat(Glob.ofPath("/**/.ssh/**").examples())
                .allMatch(Glob.ofPath("/**/.ssh/**")::matches);
    }

    @Test
    void aPatternHasALimitOfLengthAndOfAlternatives() {
        assertThat(Glob.ofName("a".repeat(256)).matches("a".repeat(256))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> Glob.ofName("a".repeat(257)));
        assertThat(Glob.ofName("{a,b}".repeat(6)).matches("ababab")).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> Glob.ofName("{a,b}".repeat(7)));
        assertThatIllegalArgumentException().isThrownBy(() -> Glob.ofPath("etc/**"));
    }

    @Test
    void aControlCharacterInATextMatchesOnlyAStar() {
        assertThat(Glob.ofName("a*b").matches("a\u0000\u0001\u0002b")).isTrue();
        assertThat(Glob.ofName("a*b").matches("a\u0001c")).isFalse();
        assertThat(Glob.ofPath("/x/**").matches("/x\u0002/a")).isFalse();
        assertThat(Glob.ofPath("/x/**/b").matches("/x/\u0002b")).isFalse();
    }

    @Test
    void onlyAnyRunMatchesAnything() {
        assertThat(Glob.ofName("*").matchesAnything()).isTrue();
        assertThat(Glob.ofName("{a,**}").matchesAnything()).isTrue();
        assertThat(Glob.ofOperation("*").matchesAnything()).isFalse();
        assertThat(Glob.ofName("a*").matchesAnything()).isFalse();
    }

    @Test
    void itAgreesWithAPlainReadingOfTheRules() {
        agree(11, '.', Glob::ofOperation);
        agree(12, '/', Glob::ofPath);
        agree(13, (char) 0, Glob::ofName);
    }

    /** A backtracking matcher would not end within the life of the machine on any of these. */
    @ParameterizedTest
    @ValueSource(strings = {"*a", "**a", "**/", "*{a,a}"})
    void noPatternMakesItBacktrack(String part) {
        int times = part.contains("{") ? 6 : 256 / part.length() - 1;
        var text = "/" + "a/".repeat(2_000) + "c";
        assertThat(Glob.ofPath("/" + part.repeat(times) + "b").matches(text)).isFalse();
        assertThat(Glob.ofName("/" + part.repeat(times) + "b").matches(text)).isFalse();
    }

    private static void agree(long seed, char separator, Function<String, Glob> compile) {
        var random = new Random(seed);
        int matching = 0;
        for (int i = 0; i < 40_000; i++) {
            var start = separator == '/' ? "/" : "";
            var pattern = start + word(random, "ab**" + sep(separator) + "{,}", 7);
            var text = start + word(random, "ab" + sep(separator) + sep(separator), 6);
            if (!ReferenceGlob.wellFormed(pattern)) {
                continue;
            }
            boolean expected = ReferenceGlob.matches(pattern, text, separator);
            matching += expected ? 1 : 0;
            assertThat(compile.apply(pattern).matches(text))
                    .as("%s on %s", pattern, text)
                    .isEqualTo(expected);
        }
        assertThat(matching).isGreaterThan(300);
    }

    private static String sep(char separator) {
        return separator == 0 ? "." : String.valueOf(separator);
    }

    private static String word(Random random, String letters, int most) {
        var word = new StringBuilder();
        int length = random.nextInt(most) + 1;
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }
}

package io.systemmanager.contract.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.operation.Declaration;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the list of tools costs every agent, in every conversation. Growth above the committed
 * figures by more than a twentieth fails; {@code -Dsystemmanager.write=true} commits new ones.
 */
class BudgetTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FILE = "contract-tests/src/test/resources/contracts/budgets.json";
    private static final int MOST_FOR_ALL = 20_000;
    private static final int MOST_FOR_READERS = 10_000;

    @Test
    void theListOfToolsKeepsToItsLimits() {
        assertThat(measured())
                .hasEntrySatisfying(
                        "all_scopes", bytes -> assertThat(bytes).isLessThanOrEqualTo(MOST_FOR_ALL))
                .hasEntrySatisfying(
                        "read_only",
                        bytes -> assertThat(bytes).isLessThanOrEqualTo(MOST_FOR_READERS));
    }

    @Test
    void theListOfToolsDoesNotGrowUnseen() throws Exception {
        if (Repository.renewing()) {
            Repository.write(FILE, ListedTools.pretty(written()));
        }
        var committed = MAPPER.readTree(Repository.text(FILE).orElseThrow()).path("bytes");
        measured()
                .forEach((what, bytes) ->
                        assertThat(exceeds(committed.path(what).asInt(), bytes))
                                .as(
                                        "%s: %d bytes, committed are %d; shorten it, or"
                                                + " renew with -Dsystemmanager.write=true",
                                        what, bytes, committed.path(what).asInt())
                                .isFalse());
    }

    @Test
    void aTwentiethMoreIsAllowedAndAByteAboveItIsNot() {
        assertThat(exceeds(1_000, 1_050)).isFalse();
        assertThat(exceeds(1_000, 1_051)).isTrue();
        assertThat(exceeds(0, 1)).as("a tool without a budget").isTrue();
    }

    private static boolean exceeds(int committed, int measured) {
        return measured * 20L > committed * 21L;
    }

    private static Map<String, Integer> measured() {
        var bytes = new TreeMap<String, Integer>();
        bytes.put("all_scopes", ListedTools.bytes(ListedTools.visibleWith(Set.of(Scope.values()))));
        bytes.put("read_only", ListedTools.bytes(ListedTools.visibleWith(readOnly())));
        for (var tool : Declaration.values()) {
            var text = ListedTools.listed(tool).toString();
            bytes.put("tool " + tool.tool(), text.getBytes(StandardCharsets.UTF_8).length);
        }
        return bytes;
    }

    private static ObjectNode written() {
        var root = MAPPER.createObjectNode();
        root.put("version", Repository.version());
        var bytes = root.putObject("bytes");
        measured().forEach(bytes::put);
        return root;
    }

    /** The scopes that let a caller look and change nothing. */
    private static Set<Scope> readOnly() {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope.wireName().endsWith(":read"))
                .collect(Collectors.toSet());
    }
}

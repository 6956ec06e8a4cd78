package io.systemmanager.contract.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.operation.Declaration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The published schema of audit entries describes exactly what the server writes. */
class EntrySchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FILE =
            "contract-tests/src/test/resources/contracts/entry-schema.json";

    @Test
    void everyKindOfEventIsTried() {
        var tried = Entries.events().stream().map(Object::getClass).collect(Collectors.toSet());
        var kinds =
                Arrays.stream(AuditEvent.class.getPermittedSubclasses())
                        .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                        .toArray(Class<?>[]::new);
        assertThat(tried).containsExactlyInAnyOrder(kinds);
    }

    @Test
    void everyToolIsTried() {
        var tried = Entries.events().toString();
        assertThat(Arrays.stream(Declaration.values()).map(EntrySchemaTest::sign))
                .allSatisfy(name -> assertThat(tried).contains(name));
    }

    @Test
    void everyEntryIsAsTheSchemaSays() throws Exception {
        var schema = compiled();
        for (var entry : entries()) {
            assertThat(schema.validate(entry)).as("%s", entry).isEmpty();
        }
    }

    @Test
    void everyFieldOfTheSchemaIsWrittenByAnEntry() throws Exception {
        var described = new TreeSet<String>();
        var root = schema();
        properties(root, root, "", described);
        assertThat(described).isEqualTo(EntryFields.paths(Entries.all()));
    }

    @Test
    void theSchemaIsThatOfTheVersionInTheEntries() throws Exception {
        assertThat(schema().at("/properties/v/const").asInt()).isEqualTo(EntryForm.VERSION);
    }

    private static List<ObjectNode> wrongEntries() throws Exception {
        var wrong = new ArrayList<ObjectNode>();
        for (var entry : entries()) {
            wrong.add(entry.deepCopy().put("surprise", 1));
            wrong.add(entry.deepCopy().put("seq", "0"));
            wrong.add(entry.deepCopy().put("type", "op.invented"));
            wrong.add(entry.deepCopy().put("v", EntryForm.VERSION + 1));
            wrong.add(entry.deepCopy().without("time"));
            if (entry.path("outcome") instanceof ObjectNode) {
                wrong.add(entry.deepCopy().without("outcome"));
                wrong.add(entry.deepCopy());
                ((ObjectNode) wrong.getLast().path("outcome")).put("status", "fine");
            }
            if (entry.path("actor") instanceof ObjectNode) {
                wrong.add(entry.deepCopy());
                ((ObjectNode) wrong.getLast().path("actor")).put("secret", "x");
            }
        }
        return wrong;
    }

    @Test
    void whatIsWrongIsRefused() throws Exception {
        var schema = compiled();
        assertThat(wrongEntries())
                .isNotEmpty()
                .allSatisfy(wrong -> assertThat(schema.validate(wrong)).isNotEmpty());
    }

    /** How an operation of the tool shows in the text of an event. */
    private static String sign(Declaration tool) {
        return switch (tool) {
            case CONTAINERS_LIST -> "ListContainers[";
            case CONTAINERS_GET -> "GetContainer[";
            case CONTAINERS_LOGS -> "ReadContainerLogs[";
            case CONTAINERS_LIFECYCLE -> "ChangeContainerState[";
            case SYSTEM_STATUS -> "ReadSystemStatus[";
            case OPERATIONS_GET -> "GetOperation[";
            case OPERATIONS_UNDO -> "UndoOperation[";
            case POLICY_EXPLAIN -> "ExplainPolicy[";
            case AUDIT_QUERY -> "QueryAudit[";
        };
    }

    private static List<ObjectNode> entries() throws JsonProcessingException {
        var entries = new ArrayList<ObjectNode>();
        for (var entry : Entries.all()) {
            entries.add((ObjectNode) MAPPER.readTree(CanonicalJson.text(entry)));
        }
        return entries;
    }

    private static JsonNode schema() throws JsonProcessingException {
        return MAPPER.readTree(Repository.text(FILE).orElseThrow());
    }

    private static Schema compiled() throws JsonProcessingException {
        var registry =
                SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder ->
                                builder.schemaLoader(loader -> loader.fetchRemoteResources(false)));
        var schema = registry.getSchema(schema());
        schema.initializeValidators();
        return schema;
    }

    private static void properties(
            JsonNode root, JsonNode node, String path, Set<String> described) {
        var target = node.path("$ref").asText();
        if (!target.isEmpty()) {
            properties(root, root.at(target.substring(1)), path, described);
        } else if (node.has("items")) {
            properties(root, node.path("items"), path + "[]", described);
        } else if (node.path("properties").isObject()) {
            node.path("properties")
                    .properties()
                    .forEach(member -> {
                        var below = path.isEmpty() ? "" : path + ".";
                        properties(root, member.getValue(), below + member.getKey(), described);
                    });
        } else {
            described.add(path);
        }
    }
}

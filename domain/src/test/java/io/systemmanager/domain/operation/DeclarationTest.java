package io.systemmanager.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.SampleOperations;
import io.systemmanager.domain.risk.Risk;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeclarationTest {

    /** So that the tests over all sample operations are tests over all operations. */
    @Test
    void theSamplesHoldEveryKindOfOperation() {
        var kinds =
                SampleOperations.all().stream().map(Object::getClass).collect(Collectors.toSet());

        assertThat(kinds).isEqualTo(new HashSet<>(leaves(Operation.class).toList()));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(DeclarationTest::leaves)
                : Stream.of(type);
    }

    @Test
    void everyDeclarationHasAnOperationAndEveryNameIsReached() {
        var names =
                SampleOperations.all().stream().map(Operation::name).collect(Collectors.toSet());
        var declared =
                Arrays.stream(Declaration.values())
                        .flatMap(tool -> tool.names().stream())
                        .collect(Collectors.toSet());

        assertThat(names).isEqualTo(declared);
    }

    @Test
    void anOperationIsCalledByItsToolAndItsAction() {
        assertThat(SampleOperations.all())
                .allSatisfy(operation -> {
                    var tool = Declaration.of(operation);
                    assertThat(tool.names()).contains(operation.name());
                    assertThat(operation.name().value().split("\\.", -1)[0]).isEqualTo(tool.tool());
                });
    }

    @Test
    void readOnlyToolsHoldOnlyReadsAndNoneOfThemDestroys() {
        assertThat(SampleOperations.all())
                .allSatisfy(operation -> {
                    var tool = Declaration.of(operation);
                    assertThat(tool.readOnly()).isEqualTo(operation instanceof ReadOperation);
                    assertThat(tool.readOnly()).isEqualTo(tool.risk() == Risk.READ);
                    assertThat(tool.readOnly() && tool.destructive()).isFalse();
                });
    }

    @Test
    void aToolIsFoundByItsNameAndNothingElse() {
        assertThat(Declaration.ofTool("containers_list")).contains(Declaration.CONTAINERS_LIST);
        assertThat(Declaration.ofTool("CONTAINERS_LIST")).isEmpty();
        assertThat(Declaration.ofTool("containers_lifecycle.stop")).isEmpty();
    }

    @Test
    void onlyTheCallersOwnRecordsAndPolicyNeedNoScope() {
        assertThat(
                        Arrays.stream(Declaration.values())
                                .filter(tool -> tool.scope().isEmpty())
                                .collect(Collectors.toSet()))
                .isEqualTo(
                        Set.of(
                                Declaration.OPERATIONS_GET,
                                Declaration.OPERATIONS_UNDO,
                                Declaration.POLICY_EXPLAIN));
    }
}

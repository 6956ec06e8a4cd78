package io.systemmanager.domain.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.SampleOperations;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.ReadOperation;
import io.systemmanager.domain.operation.UndoOperation;
import io.systemmanager.domain.operation.WriteOperation;
import org.junit.jupiter.api.Test;

class RiskTest {

    @Test
    void lookingIsReadAndChangingIsMore() {
        assertThat(SampleOperations.all())
                .allSatisfy(operation -> {
                    var risk = Risk.of(operation);
                    switch (operation) {
                        case ReadOperation _ -> assertThat(risk).isEqualTo(Risk.READ);
                        case WriteOperation _, UndoOperation _ ->
                                assertThat(risk).isGreaterThan(Risk.READ);
                    }
                });
    }

    @Test
    void noOperationIsBelowTheFloorThatItsToolDeclares() {
        assertThat(SampleOperations.all())
                .allSatisfy(operation ->
                        assertThat(Risk.of(operation))
                                .isGreaterThanOrEqualTo(Declaration.of(operation).risk()));
    }

    @Test
    void risksRiseInThisOrder() {
        assertThat(Risk.values()).containsExactly(Risk.READ, Risk.LOW, Risk.HIGH, Risk.CRITICAL);
        assertThat(Risk.CRITICAL.wireName()).isEqualTo("critical");
    }
}

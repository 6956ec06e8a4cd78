package io.systemmanager.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThisProgramTest {

    @Test
    void itsFolderHoldsTheCodeThatRuns() {
        assertThat(ThisProgram.folder().resolve("io/systemmanager/ops/ThisProgram.class")).exists();
    }
}

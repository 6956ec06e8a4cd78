package io.systemmanager.ops.cli.policy;

import io.systemmanager.ops.cli.StateOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which policy file is meant. */
final class PolicyOption {
    @Mixin private StateOption state;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Default: policy.yaml in the state folder.")
    private @Nullable Path file;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    PolicyOption() {}

    /** The file that was named, else the one of the server. */
    Path path() {
        return file == null ? state.folder().policy() : file;
    }
}

package io.systemmanager.contract.docker;

import org.junit.jupiter.api.Tag;

/** Writes the same pact in a run of Docker tests only, where the provider's side needs it. */
@Tag("docker")
class DockerEngineConsumerPactTest extends DockerEnginePactTest {}

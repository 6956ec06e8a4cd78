package io.systemmanager.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    /** The vector of an operation's digest in the audit format. */
    @Test
    void anOperationHasThePublishedDigest() {
        var operation =
                Json.object()
                        .put("tool", "docker.container.restart")
                        .put("contract", "1.0.0")
                        .put("host", "b08dfa6083e7567a1921a715000001fb")
                        .put(
                                "requester",
                                Json.object()
                                        .put("sub", "agent:build-bot")
                                        .put("client", "mcp:cli-1")
                                        .build())
                        .put(
                                "args",
                                Json.object()
                                        .put("container", "web-1")
                                        .put("timeout_s", 30)
                                        .build())
                        .put(
                                "resolved",
                                Json.object()
                                        .put("container_id", "3f4e8b2c9a7d")
                                        .put(
                                                "image",
                                                "sha256:77af4d6b9913e693e8d0b4b294fa62ade6054e6b"
                                                        + "2f1ffb617ac955dd63fb0182")
                                        .build())
                        .put("policy_rev", "sha256:5a1e")
                        .build();
        assertThat(Digest.of("sm/op/v1", operation).hex())
                .isEqualTo("4760b4f580db3780bc891eb4b050297257abc60ad8e30a6db6bc40c60a02b245");
    }

    /** FIPS 180-2, appendix B.1. */
    @Test
    void bytesHaveThePublishedDigest() {
        assertThat(Digest.of("abc".getBytes(StandardCharsets.US_ASCII)).hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void theLabelSeparatesPurposes() {
        var value = Json.of("same");
        assertThat(Digest.of("sm/op/v1", value)).isNotEqualTo(Digest.of("sm/plan/v1", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
                "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n",
            })
    void onlyTheLowerCaseHexOfSha256IsADigest(String text) {
        assertThatThrownBy(() -> new Digest(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

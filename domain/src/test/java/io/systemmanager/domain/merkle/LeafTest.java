package io.systemmanager.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import org.junit.jupiter.api.Test;

/** The vectors of the audit format, whose five entries make the tree that it publishes. */
class LeafTest {
    private static final String ORIGIN = "node7.example.org/systemmanager/audit/1";
    private static final String OPERATION =
            "4760b4f580db3780bc891eb4b050297257abc60ad8e30a6db6bc40c60a02b245";

    @Test
    void theEntryThatOpensTheLog() {
        var log =
                Json.object()
                        .put("incarnation", 1)
                        .put("origin", ORIGIN)
                        .put(
                                "vkey",
                                ORIGIN + "+a6ea75f7+AYOJcqa8ARoV880nZH+kPQjqHwCJOWlAQ1c/RvrUzJ0U")
                        .put(
                                "epoch_vkey",
                                ORIGIN
                                        + "/epoch+a8ad57a9+"
                                        + "Ae8QxG3wV29f5G2+s3thSN8wStWrytMieCurLcxg54t9")
                        .build();
        assertThat(leaf(entry(0, "00.000", "log.opened").put("log", log)))
                .isEqualTo("af91ad0acc9dc3831a537e39420b54a79951d9608d165359dbfaf9cb4c5e77c9");
    }

    @Test
    void anEntryThatAsksForApproval() {
        assertThat(
                        leaf(
                                entry(1, "01.250", "approval.requested")
                                        .put("actor", one("sub", "agent:build-bot"))
                                        .put(
                                                "approval",
                                                Json.object()
                                                        .put("id", "apr_1")
                                                        .put("need", 1)
                                                        .build())
                                        .put("op", operation())))
                .isEqualTo("b2fe0a90c758232e2cfbc86773a214c9e72d66d0d4cdf7a59326c6eadf69edbd");
    }

    @Test
    void anEntryThatGrantsApproval() {
        assertThat(
                        leaf(
                                entry(2, "09.000", "approval.granted")
                                        .put("actor", one("sub", "user:grace"))
                                        .put(
                                                "approval",
                                                Json.object()
                                                        .put("id", "apr_1")
                                                        .put("digest", OPERATION)
                                                        .build())))
                .isEqualTo("cf3f9547d53fe5633f8cc68a7308f8927fb979aa416e1649148628d0ce3a6ade");
    }

    @Test
    void anEntryWithEveryKindOfCharacter() {
        var params =
                Json.object()
                        .put("container", "web-1")
                        .put("DB_PASSWORD", one("hmac", "hs1:k1:G67b5Qe9q5MHZXECYPX6lA"))
                        .put("note", "caf\u00e9 \u20ac \ud83d\ude00 \"q\" \\ \n\u0001/")
                        .build();
        assertThat(
                        leaf(
                                entry(3, "09.500", "op.started")
                                        .put("approval", one("id", "apr_1"))
                                        .put("op", operation())
                                        .put("params", params)))
                .isEqualTo("b2946ee15dd35bc85e9f745e968f1238e1d7004dac6edd87df4474acb5a47c08");
    }

    @Test
    void anEntryThatEndsAnOperation() {
        assertThat(
                        leaf(
                                entry(4, "10.000", "op.succeeded")
                                        .put("op", one("id", "op_1"))
                                        .put(
                                                "outcome",
                                                Json.object()
                                                        .put("status", "ok")
                                                        .put("duration_us", 482_113)
                                                        .build())))
                .isEqualTo("354b3a41f105dab881e0d2901c4b29e9f1d869b7aaca142e4ee7c1d658b1371a");
    }

    private static Json.Builder entry(long seq, String seconds, String type) {
        return Json.object()
                .put("v", 1)
                .put("type", type)
                .put("time", "2026-01-01T00:00:" + seconds + "Z")
                .put("seq", seq);
    }

    private static Json.Obj operation() {
        return Json.object()
                .put("name", "docker.container.restart")
                .put("id", "op_1")
                .put("digest", OPERATION)
                .build();
    }

    private static Json.Obj one(String name, String value) {
        return Json.object().put(name, value).build();
    }

    private static String leaf(Json.Builder entry) {
        return Hash.ofLeaf(CanonicalJson.bytes(entry.build())).hex();
    }
}

package io.systemmanager.domain.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.systemmanager.domain.SampleOperations;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.host.HostPath;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BindingTest {
    private static final Binding ASKED = SampleApprovals.binding();
    private static final OperationName NAME = ASKED.operation();
    private static final String CONTRACT = ASKED.contract();
    private static final Json.Obj ARGS = ASKED.arguments();
    private static final Target.Container WEB = SampleOperations.web(ContainerState.RUNNING);
    private static final Plan PLAN = ASKED.plan();
    private static final Requester BOT = SampleApprovals.BOT;
    private static final String REVISION = ASKED.policyRevision();
    private static final Optional<String> NONE = Optional.empty();

    @Test
    void equalBindingsHaveEqualDigests() {
        assertThat(SampleApprovals.binding().digest()).isEqualTo(ASKED.digest());
        assertThat(Staleness.between(ASKED, SampleApprovals.binding())).isEmpty();
    }

    @Test
    void theDigestIsOfTheCanonicalFormUnderItsLabel() {
        var text =
                """
                sm/op/v1
                {"args":{"action":"restart","container":"web","grace_s":10},"contract":"1.0.0",\
                "host":"%s","plan":{"diff":["process: old -> new"],"irreversible":[],\
                "steps":["restart the container"]},"policy_rev":"sha256:5a1e",\
                "requester":{"client":{"addr":"192.0.2.7","name":"cli","proto":"2025-11-25",\
                "ver":"1.0"},"sub":"agent:bot"},"resolved":{"asked":"web","id":"%s",\
                "image":"sha256:%s","kind":"container","labels":{"team":"front"},"name":"web",\
                "state":"running"},"tool":"containers_lifecycle.restart"}\
                """
                        .formatted("ab".repeat(16), "cd".repeat(32), "ef".repeat(32));

        assertThat(ASKED.digest()).isEqualTo(Digest.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"calls", "callers", "targets", "plans", "policies"})
    void anyChangeGivesAnotherDigest(String what, Binding fresh, Staleness expected) {
        assertThat(fresh.digest()).as(what).isNotEqualTo(ASKED.digest());
        assertThat(Staleness.between(ASKED, fresh)).contains(expected);
    }

    static Stream<Arguments> calls() {
        var stop = new OperationName("containers_lifecycle.stop");
        return Stream.of(
                call("operation", new Binding(stop, CONTRACT, ARGS, WEB, PLAN, BOT, REVISION)),
                call("contract", new Binding(NAME, "1.0.1", ARGS, WEB, PLAN, BOT, REVISION)),
                call("a further argument", with("more", Json.of(1))),
                call("another argument", with("grace_s", Json.of(11))),
                call("an argument's type", with("grace_s", Json.of("10"))));
    }

    static Stream<Arguments> callers() {
        var bot2 = new Subject("agent:bot2");
        return Stream.of(
                call("subject", askedBy(bot2, SampleApprovals.CLIENT)),
                call("client's name", askedBy("dli", "1.0", "2025-11-25", "192.0.2.7")),
                call("client's version", askedBy("cli", "1.1", "2025-11-25", "192.0.2.7")),
                call("protocol", askedBy("cli", "1.0", "2026-07-28", "192.0.2.7")),
                call("address", askedBy("cli", "1.0", "2025-11-25", "192.0.2.8")));
    }

    static Stream<Arguments> targets() {
        var ref = WEB.asked();
        var id = WEB.id();
        var image = WEB.imageId();
        var labels = WEB.labels();
        return Stream.of(
                target("how it was called", web(new ContainerRef("w"), id, "web", image, labels)),
                target("id", web(ref, new ContainerId("ce".repeat(32)), "web", image, labels)),
                target("name", web(ref, id, "web2", image, labels)),
                target("image", web(ref, id, "web", "sha256:ee", labels)),
                target("a label", labelled(Map.of("team", "back"))),
                target("a label's name", labelled(Map.of("Team", "front"))),
                target("a further label", labelled(Map.of("team", "front", "a", ""))),
                target("no label", labelled(Map.of())),
                target("state", SampleOperations.web(ContainerState.PAUSED)),
                target("a place that it can write", writing("/srv", "/data")),
                target("the host itself", new Target.Host(SampleOperations.HOST)),
                target("another host", new Target.Host(new HostId("ac".repeat(16)))));
    }

    static Stream<Arguments> plans() {
        var steps = PLAN.steps();
        var diff = PLAN.diff();
        return Stream.of(
                plan("a step", new Plan(List.of("x"), diff, List.of(), NONE)),
                plan("a line of the diff", new Plan(steps, List.of(), List.of(), NONE)),
                plan("a warning", new Plan(steps, diff, List.of("gone for good"), NONE)),
                plan("a way back", new Plan(steps, diff, List.of(), Optional.of("restart"))));
    }

    static Stream<Arguments> policies() {
        var fresh = new Binding(NAME, CONTRACT, ARGS, WEB, PLAN, BOT, "sha256:5a1f");
        return Stream.of(Arguments.of("policy", fresh, Staleness.POLICY_CHANGED));
    }

    @Test
    void theCredentialIsNotPartOfIt() {
        var renewed =
                new Requester(
                        BOT.subject(), BOT.person(), BOT.client(), new CredentialId("89abcdef"));

        assertThat(askedBy(renewed).digest()).isEqualTo(ASKED.digest());
    }

    @Test
    void whatWasNotResolvedCannotBeBound() {
        var unresolved =
                new Target.UnresolvedContainer(SampleOperations.HOST, SampleOperations.WEB);

        assertThatIllegalArgumentException().isThrownBy(() -> aimedAt(unresolved));
    }

    private static Arguments call(String what, Binding fresh) {
        return Arguments.of(what, fresh, Staleness.REQUEST_CHANGED);
    }

    private static Arguments target(String what, Target target) {
        return Arguments.of("target: " + what, aimedAt(target), Staleness.TARGET_CHANGED);
    }

    private static Arguments plan(String what, Plan plan) {
        var fresh = new Binding(NAME, CONTRACT, ARGS, WEB, plan, BOT, REVISION);
        return Arguments.of("plan: " + what, fresh, Staleness.PLAN_CHANGED);
    }

    private static Binding with(String argument, Json value) {
        var arguments = new HashMap<>(ARGS.members());
        arguments.put(argument, value);
        return new Binding(NAME, CONTRACT, new Json.Obj(arguments), WEB, PLAN, BOT, REVISION);
    }

    private static Binding aimedAt(Target target) {
        return new Binding(NAME, CONTRACT, ARGS, target, PLAN, BOT, REVISION);
    }

    private static Binding askedBy(String name, String version, String protocol, String address) {
        return askedBy(
                BOT.subject(),
                new Client(Optional.of(name), Optional.of(version), protocol, address));
    }

    private static Binding askedBy(Subject subject, Client client) {
        return askedBy(new Requester(subject, BOT.person(), client, BOT.credential()));
    }

    private static Binding askedBy(Requester requester) {
        return new Binding(NAME, CONTRACT, ARGS, WEB, PLAN, requester, REVISION);
    }

    private static Target writing(String source, String inside) {
        return new Target.Container(
                WEB.host(),
                WEB.asked(),
                WEB.id(),
                WEB.name(),
                WEB.imageId(),
                WEB.labels(),
                WEB.state(),
                List.of(new Target.WritableMount(new HostPath(source), new HostPath(inside))));
    }

    @Test
    void whereAWritableMountLeadsIsPartOfIt() {
        var digests =
                Stream.of(
                                writing("/srv", "/data"),
                                writing("/srv", "/other"),
                                writing("/srv/x", "/data"))
                        .map(target -> aimedAt(target).digest())
                        .toList();
        assertThat(digests).doesNotHaveDuplicates();
    }

    private static Target labelled(Map<String, String> labels) {
        return web(WEB.asked(), WEB.id(), WEB.name(), WEB.imageId(), labels);
    }

    private static Target web(
            ContainerRef asked,
            ContainerId id,
            String name,
            String image,
            Map<String, String> labels) {
        return new Target.Container(WEB.host(), asked, id, name, image, labels, WEB.state());
    }
}

package io.systemmanager.docker;

import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.text.VisibleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The digest of all facts that a container's sections show. */
final class DetailsTag {
    private static final String LABEL = "sm/container-details/v1";

    private DetailsTag() {}

    static String of(ContainerDetails details) {
        return Digest.of(LABEL, facts(details)).hex();
    }

    private static Json facts(ContainerDetails of) {
        return Json.object()
                .put("summary", summary(of.summary()))
                .put("created", of.createdAt().toString())
                .put("exit", of.exitCode().map(String::valueOf))
                .put("finished", of.finishedAt().map(Instant::toString))
                .put("config", config(of.config()))
                .put("env", all(of.env(), each -> pair(each.key(), each.kind())))
                .put("mounts", all(of.mounts(), DetailsTag::mount))
                .put("networks", all(of.networks(), DetailsTag::network))
                .put("health", all(of.health().stream().toList(), DetailsTag::health))
                .put("memory", of.resources().memoryLimitBytes())
                .put("cpu", of.resources().milliCpus())
                .put("pids", of.resources().pidsLimit())
                .put("labels", labels(of.labels()))
                .build();
    }

    private static Json summary(ContainerSummary of) {
        return Json.object()
                .put("id", of.id().value())
                .put("name", visible(of.name()))
                .put("image", visible(of.image()))
                .put("state", of.state().wireName())
                .put("health", of.health().map(VisibleText::line))
                .put("started", of.startedAt().map(Instant::toString))
                .put("restarts", of.restarts())
                .put("ports", texts(of.ports()))
                .build();
    }

    private static Json config(ContainerDetails.Config of) {
        return Json.object()
                .put("image", visible(of.imageId()))
                .put("entrypoint", texts(of.entrypoint()))
                .put("command", texts(of.command()))
                .put("dir", of.workingDir().map(VisibleText::line))
                .put("user", of.user().map(VisibleText::line))
                .put("restart", visible(of.restartPolicy()))
                .put("privileged", of.privileged())
                .put("capabilities", texts(of.capabilitiesAdded()))
                .put("read_only", of.readOnlyRoot())
                .build();
    }

    private static Json mount(ContainerDetails.Mount of) {
        return Json.object()
                .put("type", visible(of.type()))
                .put("source", visible(of.source()))
                .put("destination", visible(of.destination()))
                .put("writable", of.writable())
                .build();
    }

    private static Json network(ContainerDetails.NetworkLink of) {
        return Json.object()
                .put("network", visible(of.network()))
                .put("address", visible(of.address()))
                .put("aliases", texts(of.aliases()))
                .build();
    }

    private static Json health(ContainerDetails.Health of) {
        return Json.object()
                .put("status", visible(of.status()))
                .put("streak", of.failingStreak())
                .put("log", texts(of.log()))
                .build();
    }

    private static Json labels(Map<String, String> labels) {
        var sorted = new TreeMap<>(labels);
        return all(List.copyOf(sorted.entrySet()), each -> pair(each.getKey(), each.getValue()));
    }

    private static Json pair(String first, String second) {
        return texts(List.of(first, second));
    }

    private static Json texts(List<String> texts) {
        return all(texts, text -> Json.of(visible(text)));
    }

    /** JSON for digests takes no lone surrogates; foreign text could hold some. */
    private static String visible(String text) {
        return VisibleText.line(text);
    }

    private static <T> Json all(List<T> items, Function<T, Json> form) {
        var array = new ArrayList<Json>(items.size());
        items.forEach(item -> array.add(form.apply(item)));
        return new Json.Arr(array);
    }
}

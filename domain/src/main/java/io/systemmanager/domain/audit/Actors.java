package io.systemmanager.domain.audit;

import io.systemmanager.domain.approval.Agreement;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.Json;

/** Who acted and by which program, as entries name it. */
final class Actors {

    private Actors() {}

    static Json.Obj of(Caller caller) {
        var actor =
                Json.object()
                        .put("sub", caller.subject().value())
                        .put("kind", kind(caller.subject()))
                        .put("auth", caller.credential().kind().wireName())
                        .put("cred", caller.credential().value());
        if (caller instanceof Caller.Agent agent) {
            actor.put("roles", Json.texts(agent.roles().stream().sorted().toList()));
        }
        return actor.build();
    }

    static Json.Obj of(Subject subject) {
        return Json.object().put("sub", subject.value()).put("kind", kind(subject)).build();
    }

    /** Who agreed, a row each. */
    static Json.Arr of(Agreement agreed) {
        return new Json.Arr(agreed.operators().stream().<Json>map(Actors::row).toList());
    }

    private static Json.Obj row(Caller.Operator operator) {
        return Json.object()
                .put("by", operator.person().name())
                .put("sub", operator.subject().value())
                .put("cred", operator.credential().value())
                .build();
    }

    static Json.Obj system() {
        return Json.object().put("kind", "system").build();
    }

    private static String kind(Subject subject) {
        return subject.value().substring(0, subject.value().indexOf(':'));
    }

    static Json.Obj client(Page entry, Client client) {
        return Json.object()
                .put("name", client.name().map(name -> entry.words(name, 128)))
                .put("ver", client.version().map(version -> entry.words(version, 64)))
                .put("proto", client.protocol())
                .put("addr", client.address())
                .build();
    }
}

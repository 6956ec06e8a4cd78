package io.systemmanager.ops.policy;

import io.systemmanager.domain.caller.CertificateGrant;
import io.systemmanager.domain.caller.CertificateGrant.Holder;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Reads the mapping of client certificates to agents. */
final class CertificateReader {
    private static final List<String> KEYS = List.of("version", "clients");
    private static final List<String> CLIENT_KEYS =
            List.of("name", "uri", "agent", "scopes", "roles");

    private final Problems problems = new Problems();
    private final Values values = new Values(problems);

    CertificateFile read(byte[] bytes) {
        return switch (YamlTree.read(bytes)) {
            case YamlTree.Result.Malformed(var problem) ->
                    new CertificateFile.Rejected(List.of(problem));
            case YamlTree.Result.Tree(var root) -> {
                var grants = file(root);
                yield problems.none()
                        ? new CertificateFile.Loaded(grants)
                        : new CertificateFile.Rejected(problems.sorted());
            }
        };
    }

    private List<CertificateGrant> file(YamlNode root) {
        var section = Section.of(root, "the file", KEYS, problems);
        if (section.isEmpty()) {
            return List.of();
        }
        section.get().need("version").ifPresent(node -> values.count(node, "version", 1, 1));
        var grants = new ArrayList<CertificateGrant>();
        var holders = new HashSet<Holder>();
        section.get()
                .need("clients")
                .ifPresent(node ->
                        values.items(node, "clients")
                                .forEach(each -> client(each, holders).ifPresent(grants::add)));
        return grants;
    }

    private Optional<CertificateGrant> client(YamlNode node, Set<Holder> seen) {
        var section = Section.of(node, "a client", CLIENT_KEYS, problems);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        var client = section.get();
        var holder = holder(client);
        if (holder.isPresent() && !seen.add(holder.get())) {
            problems.add(client.at(), "this certificate stands here a second time");
        }
        var agent =
                client.need("agent")
                        .flatMap(name ->
                                values.parsed(name, "agent", text -> new Subject("agent:" + text)));
        var scopes =
                client.need("scopes")
                        .map(list -> values.parsedList(list, "scope", RoleReader::scope))
                        .orElse(List.<Scope>of());
        var roles =
                client.find("roles")
                        .map(list -> values.parsedList(list, "role", text -> text))
                        .orElse(List.of("agent"));
        return holder.flatMap(who ->
                agent.map(subject ->
                        new CertificateGrant(who, subject, Set.copyOf(scopes), Set.copyOf(roles))));
    }

    private Optional<Holder> holder(Section client) {
        var name = client.find("name");
        var uri = client.find("uri");
        if (name.isPresent() == uri.isPresent()) {
            problems.add(client.at(), "a client has either a name or a uri");
            return Optional.empty();
        }
        return name.isPresent()
                ? values.parsed(name.get(), "name", CertificateReader::name)
                : values.parsed(uri.orElseThrow(), "uri", CertificateReader::uri);
    }

    /** However it is spaced; the order of its parts counts. */
    private static Holder name(String text) {
        return new Holder.Name(new X500Principal(text).getName(X500Principal.RFC2253));
    }

    private static Holder uri(String text) {
        if (!URI.create(text).isAbsolute()) {
            throw new IllegalArgumentException("a URI begins with its scheme");
        }
        return new Holder.Uri(text);
    }
}

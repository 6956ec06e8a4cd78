package io.systemmanager.ops.policy;

import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.policy.Role;
import io.systemmanager.ops.policy.YamlNode.Field;
import io.systemmanager.ops.policy.YamlNode.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code roles}. */
final class RoleReader {
    static final List<String> SCOPES = Arrays.stream(Scope.values()).map(Scope::wireName).toList();
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private final Problems problems;
    private final Values values;

    RoleReader(Problems problems) {
        this.problems = problems;
        this.values = new Values(problems);
    }

    /** By name; a role whose content is wrong is there too, so that it is complained of once. */
    Map<String, Role> roles(YamlNode node) {
        var roles = new TreeMap<String, Role>();
        if (!(node instanceof Fields fields)) {
            problems.wrongKind(node, "roles", "a mapping from a role's name to what it gives");
            return roles;
        }
        for (Field field : fields.fields()) {
            var name = field.key().value();
            if (!NAME.matcher(name).matches()) {
                problems.add(
                        field.key().at(),
                        "a role's name is 1 to 64 lower-case letters, digits, '-' and '_'");
            }
            roles.put(name, role(field.value(), "role '%s'".formatted(name)));
        }
        return roles;
    }

    private Role role(YamlNode node, String what) {
        var section = Section.of(node, what, List.of("scopes", "approver"), problems);
        if (section.isEmpty()) {
            return new Role(Set.of(), false);
        }
        var scopes = section.get().find("scopes");
        var approver =
                section.get()
                        .find("approver")
                        .map(flag -> values.flag(flag, "approver of " + what))
                        .orElse(false);
        if (approver && scopes.isPresent()) {
            problems.add(
                    scopes.get().at(),
                    what + " approves, so it has no scopes: who acts does not approve");
            return new Role(Set.of(), true);
        }
        return new Role(scopes.map(list -> scopes(list, what)).orElse(Set.of()), approver);
    }

    private Set<Scope> scopes(YamlNode node, String what) {
        return Set.copyOf(values.parsedList(node, "scope of " + what, RoleReader::scope));
    }

    static Scope scope(String word) {
        return Scope.named(word)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no such scope" + Suggestion.instead(word, SCOPES)));
    }
}

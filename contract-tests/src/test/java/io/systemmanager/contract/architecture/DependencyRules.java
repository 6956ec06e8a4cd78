package io.systemmanager.contract.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may know whom, below a base package. The rules say what is allowed, so that a library nobody
 * thought of is not.
 *
 * @param base {@code io.systemmanager}, or the root of the planted violations
 */
record DependencyRules(String base) {

    /** What pure code may use of the platform: no files, no network, no threads of its own. */
    private static final List<String> PURE =
            List.of(
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.constant",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.util..",
                    "java.time..",
                    "java.math",
                    "java.security",
                    "java.security.spec",
                    "javax.crypto..",
                    "java.nio",
                    "java.nio.charset",
                    "org.jspecify.annotations");

    private static final List<String> JDK =
            List.of(
                    "java..",
                    "javax.crypto..",
                    "javax.net..",
                    "javax.security.auth.x500",
                    "org.jspecify.annotations");

    /** Each module with the modules and the libraries that it may know; ops knows all. */
    private static final Map<String, Allowed> MODULES = modules();

    private record Allowed(List<String> modules, List<String> packages) {}

    private static Map<String, Allowed> modules() {
        var modules = new LinkedHashMap<String, Allowed>();
        modules.put("domain", new Allowed(List.of(), PURE));
        modules.put("application", new Allowed(List.of("domain"), PURE));
        modules.put(
                "http",
                new Allowed(
                        List.of(),
                        jdkAnd(
                                "io.javalin..",
                                "kotlin..",
                                "jakarta.servlet..",
                                "org.eclipse.jetty..",
                                "com.fasterxml.jackson..",
                                "org.slf4j..")));
        modules.put(
                "mcpengine",
                new Allowed(
                        List.of("http"),
                        jdkAnd(
                                "io.javalin..",
                                "kotlin..",
                                "jakarta.servlet..",
                                "org.eclipse.jetty..",
                                "com.fasterxml.jackson..",
                                "com.networknt.schema..",
                                "org.slf4j..")));
        modules.put(
                "mcp",
                new Allowed(
                        List.of("domain", "application", "mcpengine"),
                        jdkAnd("com.fasterxml.jackson..", "com.google.re2j..")));
        modules.put(
                "console",
                new Allowed(
                        List.of("domain", "application", "http"),
                        jdkAnd(
                                "io.javalin..",
                                "kotlin..",
                                "jakarta.servlet..",
                                "gg.jte..",
                                "com.fasterxml.jackson..",
                                "org.slf4j..")));
        modules.put(
                "docker",
                new Allowed(
                        List.of("domain"),
                        jdkAnd(
                                "com.github.dockerjava..",
                                "com.fasterxml.jackson..",
                                "com.google.re2j..",
                                "org.slf4j..")));
        modules.put(
                "sqlite",
                new Allowed(
                        List.of("domain"),
                        jdkAnd(
                                "javax.sql..",
                                "org.sqlite..",
                                "org.flywaydb..",
                                "com.zaxxer.hikari..",
                                "com.fasterxml.jackson..",
                                "org.slf4j..")));
        modules.put(
                "oauth",
                new Allowed(
                        List.of("domain"),
                        jdkAnd("com.nimbusds.jose..", "com.nimbusds.jwt..", "org.slf4j..")));
        modules.put("webhook", new Allowed(List.of("domain"), JDK));
        modules.put("host", new Allowed(List.of("domain"), JDK));
        modules.put("simulated", new Allowed(List.of("domain"), JDK));
        return modules;
    }

    private static List<String> jdkAnd(String... libraries) {
        var all = new ArrayList<>(JDK);
        all.addAll(List.of(libraries));
        return all;
    }

    /** Every rule by a name for people. */
    Map<String, ArchRule> all() {
        var rules = new LinkedHashMap<String, ArchRule>();
        MODULES.forEach((module, allowed) ->
                rules.put(module + " knows only what it may", knowsOnly(module, allowed)));
        rules.put("every class belongs to a module", everyClassBelongsToAModule());
        rules.put("only the gate makes clearances", onlyTheGateMakesClearances());
        rules.put("nothing but ops starts a process", nothingButOpsStartsAProcess());
        return rules;
    }

    private ArchRule knowsOnly(String module, Allowed allowed) {
        var packages = new ArrayList<>(allowed.packages());
        packages.add(in(module));
        allowed.modules().forEach(each -> packages.add(in(each)));
        return classes()
                .that()
                .resideInAPackage(in(module))
                .should()
                .onlyDependOnClassesThat(residingIn(packages));
    }

    /** Primitives and arrays of them reside nowhere. */
    private static DescribedPredicate<JavaClass> residingIn(List<String> packages) {
        return JavaClass.Predicates.resideInAnyPackage(packages.toArray(String[]::new))
                .or(
                        DescribedPredicate.describe(
                                "primitive", c -> c.getBaseComponentType().isPrimitive()))
                .as("reside in any of %s", packages);
    }

    /** A new module would else escape the rules above. */
    private ArchRule everyClassBelongsToAModule() {
        var modules = new ArrayList<String>();
        MODULES.keySet().forEach(module -> modules.add(in(module)));
        modules.add(in("ops"));
        return classes().should().resideInAnyPackage(modules.toArray(String[]::new));
    }

    /** A clearance may make the same pass again under a narrower type, and nobody else any. */
    private ArchRule onlyTheGateMakesClearances() {
        var clearance = base + ".domain.admission.Clearance";
        var gate = base + ".domain.admission.Gate";
        return constructors()
                .that()
                .areDeclaredIn(clearance)
                .should()
                .onlyBeCalled()
                .byClassesThat(
                        HasName.Predicates.name(gate)
                                .or(HasName.Predicates.name(clearance))
                                .<JavaClass>forSubtype());
    }

    /** This server is no shell: what it changes, it changes through the kernel and the engine. */
    private ArchRule nothingButOpsStartsAProcess() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("ops"))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Process.class, Runtime.class);
    }

    private String in(String module) {
        return base + "." + module + "..";
    }
}

package io.systemmanager.contract.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/** How classes and packages are called, whatever their base package is. */
final class NamingRules {

    private NamingRules() {}

    /** Every rule by a name for people. */
    static Map<String, ArchRule> all() {
        var rules = new LinkedHashMap<String, ArchRule>();
        for (var word : new String[] {"Impl", "Manager", "Util", "Utils", "Helper", "Port"}) {
            rules.put(
                    "no class is called a " + word,
                    noClasses().should().haveSimpleNameEndingWith(word));
        }
        rules.put(
                "no interface is marked by an I",
                noClasses().should().haveNameMatching(".*[.$]I[A-Z]\\w*"));
        rules.put(
                "packages are called by their concept",
                noClasses()
                        .should()
                        .resideInAnyPackage(
                                "..util..", "..impl..", "..model..", "..dto..", "..common.."));
        rules.put("every package is null-marked", classes().should(residesInANullMarkedPackage()));
        return rules;
    }

    private static ArchCondition<JavaClass> residesInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package that is @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(
                        new SimpleConditionEvent(
                                item,
                                marked,
                                item.getName() + " is in a package without @NullMarked"));
            }
        };
    }
}

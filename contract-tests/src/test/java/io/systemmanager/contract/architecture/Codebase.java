package io.systemmanager.contract.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes that the rules are about. */
final class Codebase {
    static final String BASE = "io.systemmanager";
    static final String PLANTED_BASE = "io.systemmanager.contract.architecture.planted";

    /** What ships, of every module. */
    static final JavaClasses SHIPPED =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(BASE);

    /** Small classes that each break a rule. */
    static final JavaClasses PLANTED = new ClassFileImporter().importPackages(PLANTED_BASE);

    private Codebase() {}
}

package com.compareintel.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;

/// The classes that the rules are about, and where each of them stands.
final class Code {
    private static final String ROOT = "com.compareintel.";
    private static final String SPECIMENS = "com.compareintel.architecture.specimens.";

    /// The product: the main classes of all modules. What the framework generates beside a class is
    /// named `$…` and follows the framework's rules, not these.
    static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("/$"))
                    .importPackages("com.compareintel");

    /// The villains, with what they need for their deeds.
    static final JavaClasses VILLAINS =
            new ClassFileImporter().importPackages("com.compareintel.architecture.specimens");

    private Code() {}

    /// The package of a class: one of the product's without the root that all share, any other as
    /// it is. A specimen stands where it would do harm: `core` is the place of `specimens.core`.
    static String place(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName() + ".";
        for (String root : new String[] {SPECIMENS, ROOT}) {
            if (name.startsWith(root)) {
                name = name.substring(root.length());
            }
        }
        return name.isEmpty() ? name : name.substring(0, name.length() - 1);
    }

    /// Classes at these places, written as ArchUnit writes packages: `core..`, `java.sql..`.
    static DescribedPredicate<JavaClass> in(String... places) {
        var matchers = Arrays.stream(places).map(PackageMatcher::of).toList();
        return describe(
                "in " + String.join(", ", places),
                type -> matchers.stream().anyMatch(matcher -> matcher.matches(place(type))));
    }

    /// The class in whose file this one is written.
    static JavaClass outermost(JavaClass type) {
        JavaClass outer = type.getBaseComponentType();
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}

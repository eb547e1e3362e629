package com.compareintel.architecture;

import static com.compareintel.architecture.Code.in;
import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// What the rules ask of classes, beyond what ArchUnit can say by itself.
final class Conditions {
    private Conditions() {}

    /// Met by a class whose every dependency is `allowed`, told the class and the one it knows.
    static ArchCondition<JavaClass> knowOnly(
            String whom, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>("know only " + whom) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (var known : type.getDirectDependenciesFromSelf()) {
                    if (!allowed.test(type, known.getTargetClass().getBaseComponentType())) {
                        events.add(SimpleConditionEvent.violated(known, known.getDescription()));
                    }
                }
            }
        };
    }

    /// Met by a class at one of these places that knows none at the others.
    static ArchCondition<JavaClass> keepTheirDistance(String... places) {
        return knowOnly(
                "their own among " + String.join(", ", places),
                (type, known) -> {
                    var there = home(known, places);
                    return there.isEmpty() || there.equals(home(type, places));
                });
    }

    private static Optional<String> home(JavaClass type, String... places) {
        return Arrays.stream(places).filter(place -> in(place).test(type)).findFirst();
    }

    /// Calls of, references to, and reads of these members: `java.lang.System.out`; a constructor's
    /// name is `<init>`.
    static DescribedPredicate<JavaAccess<?>> member(String... names) {
        var members = Set.of(names);
        return describe(
                "member is one of " + String.join(", ", names),
                access ->
                        members.contains(
                                access.getTargetOwner().getFullName() + "." + access.getName()));
    }
}

package com.compareintel.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;

import com.compareintel.architecture.specimens.app.InjectedFields;
import com.compareintel.architecture.specimens.app.InjectedSetter;
import com.compareintel.architecture.specimens.app.OwnerUtil;
import com.compareintel.architecture.specimens.app.VagueFailure;
import com.compareintel.architecture.specimens.app.VagueFailureByReference;
import com.compareintel.architecture.specimens.unmarked.Unmarked;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.lang.ArchRule;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// How things are named, made and broken off.
final class IdiomTest {
    private static final List<String> EMPTY_WORDS =
            List.of("Impl", "Manager", "Helper", "Util", "Utils", "Dto", "DTO");

    /// A record's fields are its constructor's parameters.
    private static final DescribedPredicate<JavaMember> SET_AFTER_CONSTRUCTION =
            describe(
                    "are set after construction",
                    member ->
                            !(member instanceof JavaConstructor) && !member.getOwner().isRecord());

    private static final DescribedPredicate<JavaAccess<?>> MAKES_A_GENERIC_EXCEPTION =
            describe(
                    "makes a generic exception",
                    access ->
                            access.getName().equals("<init>")
                                    && Stream.of(
                                                    Throwable.class,
                                                    Exception.class,
                                                    RuntimeException.class,
                                                    Error.class)
                                            .anyMatch(access.getTargetOwner()::isEquivalentTo)
                                    && !access.getOriginOwner()
                                            .isAssignableTo(access.getTargetOwner().getFullName()));

    private static final DescribedPredicate<JavaClass> NULL_MARKED =
            describe(
                    "in a null-marked package",
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class));

    private static final DescribedPredicate<JavaClass> NAMED_EMPTILY =
            describe(
                    "named " + String.join(", ", EMPTY_WORDS),
                    type -> EMPTY_WORDS.stream().anyMatch(type.getSimpleName()::endsWith));

    static final ArchRule WHAT_A_CLASS_NEEDS_COMES_BY_ITS_CONSTRUCTOR =
            noMembers()
                    .that(SET_AFTER_CONSTRUCTION)
                    .should()
                    .beAnnotatedWith(Inject.class)
                    .orShould()
                    .beAnnotatedWith(Value.class)
                    .orShould()
                    .beAnnotatedWith(Property.class)
                    .because("an object is whole when it is made, and a test can make one by hand");

    static final ArchRule NO_GENERIC_EXCEPTION_IS_MADE =
            noClasses()
                    .should()
                    .accessTargetWhere(MAKES_A_GENERIC_EXCEPTION)
                    .because("whoever catches it has to know what happened");

    static final ArchRule NO_NAME_ENDS_IN_AN_EMPTY_WORD =
            noClasses()
                    .should(be(NAMED_EMPTILY))
                    .because("a name says what a thing is or does, not that it exists");

    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
            classes()
                    .should(be(NULL_MARKED))
                    .because("the compiler checks for nulls only where it is asked to");

    @Test
    void what_a_class_needs_comes_by_its_constructor() {
        Verdict.onProductAnd(
                WHAT_A_CLASS_NEEDS_COMES_BY_ITS_CONSTRUCTOR,
                InjectedFields.class,
                InjectedSetter.class);
    }

    @Test
    void no_generic_exception_is_made() {
        Verdict.onProductAnd(
                NO_GENERIC_EXCEPTION_IS_MADE, VagueFailure.class, VagueFailureByReference.class);
    }

    @Test
    void no_name_ends_in_an_empty_word() {
        Verdict.onProductAnd(NO_NAME_ENDS_IN_AN_EMPTY_WORD, OwnerUtil.class);
    }

    @Test
    void every_package_is_null_marked() {
        Verdict.onProductAnd(EVERY_PACKAGE_IS_NULL_MARKED, Unmarked.class);
    }
}

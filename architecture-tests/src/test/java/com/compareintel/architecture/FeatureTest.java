package com.compareintel.architecture;

import static com.compareintel.architecture.Code.in;
import static com.compareintel.architecture.Code.outermost;
import static com.compareintel.architecture.Code.place;
import static com.compareintel.architecture.Conditions.knowOnly;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.compareintel.architecture.specimens.core.identity.OwnerThatKnowsRuns;
import com.compareintel.architecture.specimens.core.identity.TamperWithOwners;
import com.compareintel.architecture.specimens.core.marketing.Slogan;
import com.compareintel.architecture.specimens.http.credit.Chicken;
import com.compareintel.architecture.specimens.http.problem.Egg;
import com.compareintel.core.UseCase;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How the parts of the core, and the packages of an adapter, depend on each other.
final class FeatureTest {
    /// Each may know those before it.
    static final List<String> FEATURES =
            List.of(
                    "core",
                    "core.identity",
                    "core.credit",
                    "core.tier",
                    "core.catalogue",
                    "core.account",
                    "core.usage",
                    "core.ratelimit",
                    "core.signin",
                    "core.comparison",
                    "core.conversation",
                    "core.preference",
                    "core.key",
                    "core.retention",
                    "core.run",
                    "core.staff");

    static final ArchRule EVERY_FEATURE_HAS_ITS_PLACE_IN_THE_ORDER =
            classes()
                    .that(are(in("core..")))
                    .should(be(in(FEATURES.toArray(String[]::new))))
                    .because("whoever adds a feature decides whom it may know");

    static final ArchRule FEATURES_KNOW_ONLY_EARLIER_FEATURES =
            classes()
                    .that(are(in("core..")))
                    .should(
                            knowOnly(
                                    "features before their own",
                                    (type, known) -> rank(known) <= rank(type)))
                    .because("whoever reads the core in order meets nothing unexplained");

    static final ArchRule PACKAGES_OUTSIDE_CORE_ARE_ACYCLIC =
            slices().assignedFrom(new PackagesOutsideCore())
                    .should()
                    .beFreeOfCycles()
                    .because("packages that need each other are one package");

    static final ArchRule USE_CASES_ARE_PUBLIC_AND_FINAL_IN_EVERY_WAY =
            classes()
                    .that()
                    .areAnnotatedWith(UseCase.class)
                    .should()
                    .bePublic()
                    .andShould()
                    .haveModifier(FINAL)
                    .andShould()
                    .haveOnlyFinalFields()
                    .because("a use case is itself the port that callers of all threads share");

    static final ArchRule NO_USE_CASE_KNOWS_ANOTHER =
            classes()
                    .that()
                    .areAnnotatedWith(UseCase.class)
                    .should(
                            knowOnly(
                                    "classes that are no other use case",
                                    (type, known) ->
                                            type.equals(outermost(known))
                                                    || !outermost(known)
                                                            .isAnnotatedWith(UseCase.class)))
                    .because("what two of them share is a rule of its own and deserves a name");

    @Test
    void every_feature_has_its_place_in_the_order() {
        Verdict.onProductAnd(EVERY_FEATURE_HAS_ITS_PLACE_IN_THE_ORDER, Slogan.class);
    }

    @Test
    void features_know_only_earlier_features() {
        Verdict.onProductAnd(FEATURES_KNOW_ONLY_EARLIER_FEATURES, OwnerThatKnowsRuns.class);
    }

    @Test
    void packages_outside_core_are_acyclic() {
        Verdict.onProductAnd(PACKAGES_OUTSIDE_CORE_ARE_ACYCLIC, Chicken.class, Egg.class);
    }

    @Test
    void use_cases_are_public_and_final_in_every_way() {
        Verdict.onProductAnd(USE_CASES_ARE_PUBLIC_AND_FINAL_IN_EVERY_WAY, TamperWithOwners.class);
    }

    @Test
    void no_use_case_knows_another() {
        Verdict.onProductAnd(NO_USE_CASE_KNOWS_ANOTHER, TamperWithOwners.class);
    }

    /// Whatever is no feature comes before all of them.
    private static int rank(JavaClass type) {
        return FEATURES.indexOf(place(type));
    }

    private static final class PackagesOutsideCore implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return Stream.of("http", "accounts", "openrouter", "persistence", "app")
                            .anyMatch(module -> in(module + "..").test(type))
                    ? SliceIdentifier.of(place(type))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages outside core";
        }
    }
}

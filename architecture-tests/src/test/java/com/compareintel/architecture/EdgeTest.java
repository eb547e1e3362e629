package com.compareintel.architecture;

import static com.compareintel.architecture.Code.in;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.compareintel.architecture.specimens.app.StrayController;
import com.compareintel.architecture.specimens.http.ExposingController;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.HttpMethodMapping;
import io.micronaut.http.annotation.RequestAttribute;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the world outside gets to see.
final class EdgeTest {
    private static final DescribedPredicate<JavaParameter> READ_FROM_THE_REQUEST =
            describe(
                    "read from the request",
                    parameter ->
                            !parameter.isAnnotatedWith(RequestAttribute.class)
                                    && parameter.getAnnotations().stream()
                                            .map(annotation -> annotation.getRawType())
                                            .anyMatch(in("io.micronaut.http.annotation")));

    private static final ArchCondition<JavaMethod> EXPOSE_NO_CORE_TYPE =
            new ArchCondition<>("expose no core type") {
                @Override
                public void check(JavaMethod route, ConditionEvents events) {
                    for (var type : onTheWire(route)) {
                        if (in("core..").test(type)) {
                            events.add(
                                    SimpleConditionEvent.violated(
                                            route,
                                            route.getDescription()
                                                    + " exposes "
                                                    + type.getFullName()));
                        }
                    }
                }
            };

    static final ArchRule CONTROLLERS_LIVE_IN_HTTP =
            classes()
                    .that()
                    .areAnnotatedWith(Controller.class)
                    .should(be(in("http..")))
                    .because("whoever looks for an address looks there");

    static final ArchRule ROUTES_EXPOSE_NO_CORE_TYPE =
            methods()
                    .that()
                    .areMetaAnnotatedWith(HttpMethodMapping.class)
                    .should(EXPOSE_NO_CORE_TYPE)
                    .because("the core must be free to change without asking its clients");

    @Test
    void controllers_live_in_http() {
        Verdict.onProductAnd(CONTROLLERS_LIVE_IN_HTTP, StrayController.class);
    }

    @Test
    void routes_expose_no_core_type() {
        Verdict.onProductAnd(ROUTES_EXPOSE_NO_CORE_TYPE, ExposingController.class);
    }

    /// What a route answers and reads, and what those records are made of. Parameters that the
    /// framework binds by their type, such as the caller, are not read from a client's words.
    private static Set<JavaClass> onTheWire(JavaMethod route) {
        Set<JavaClass> found = new LinkedHashSet<>();
        follow(route.getReturnType(), found);
        route.getParameters().stream()
                .filter(READ_FROM_THE_REQUEST)
                .forEach(parameter -> follow(parameter.getType(), found));
        return found;
    }

    private static void follow(JavaType type, Set<JavaClass> found) {
        for (var involved : type.getAllInvolvedRawTypes()) {
            var named = involved.getBaseComponentType();
            if (in("core..", "http..").test(named) && found.add(named)) {
                named.getSubclasses().forEach(variant -> follow(variant, found));
                if (named.isRecord()) {
                    named.getFields().stream()
                            .filter(field -> !field.getModifiers().contains(STATIC))
                            .forEach(field -> follow(field.getType(), found));
                }
            }
        }
    }
}

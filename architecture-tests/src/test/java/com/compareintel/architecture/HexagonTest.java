package com.compareintel.architecture;

import static com.compareintel.architecture.Code.in;
import static com.compareintel.architecture.Code.outermost;
import static com.compareintel.architecture.Code.place;
import static com.compareintel.architecture.Conditions.keepTheirDistance;
import static com.compareintel.architecture.Conditions.knowOnly;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.architecture.specimens.app.AppWithAStoreOfItsOwn;
import com.compareintel.architecture.specimens.core.identity.GossipingPort;
import com.compareintel.architecture.specimens.core.identity.LoggingOwner;
import com.compareintel.architecture.specimens.core.identity.OwnerInTheFramework;
import com.compareintel.architecture.specimens.core.identity.OwnerOverJdbc;
import com.compareintel.architecture.specimens.core.identity.UnansweredPort;
import com.compareintel.architecture.specimens.http.ControllerOverJdbc;
import com.compareintel.architecture.specimens.http.ControllerThatCallsProviders;
import com.compareintel.architecture.specimens.http.ControllerThatKnowsTheApp;
import com.compareintel.architecture.specimens.http.NeedlesslyPublic;
import com.compareintel.architecture.specimens.http.StrayPort;
import com.compareintel.architecture.specimens.http.TimersInController;
import com.compareintel.architecture.specimens.openrouter.ProviderThatKnowsItsDouble;
import com.compareintel.architecture.specimens.openrouter.ProviderThatReadsTables;
import com.compareintel.architecture.specimens.persistence.memory.MemoryOverRedis;
import com.compareintel.core.Port;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Factory;
import io.netty.bootstrap.Bootstrap;
import java.net.HttpURLConnection;
import java.sql.Driver;
import org.junit.jupiter.api.Test;

/// Who may know whom.
final class HexagonTest {
    private static final String[] ADAPTERS = {
        "http..", "accounts..", "openrouter..", "persistence.."
    };
    private static final String[] STORES = {
        "persistence.postgres..", "persistence.redis..", "persistence.memory.."
    };

    private static final DescribedPredicate<JavaClass> ANSWERING_A_PORT =
            describe(
                    "that answer a port",
                    type ->
                            !type.isAnnotatedWith(Port.class)
                                    && type.getAllRawInterfaces().stream()
                                            .anyMatch(known -> known.isAnnotatedWith(Port.class)));

    private static final DescribedPredicate<JavaClass> AN_ANSWER =
            describe(
                    "an implementation",
                    port -> port.getAllSubclasses().stream().anyMatch(not(INTERFACES)));

    private static final DescribedPredicate<JavaClass> OFFERED_TO_THE_APP =
            describe(
                    "configuration, a factory, or the local upstream",
                    type ->
                            type.isAnnotatedWith(ConfigurationProperties.class)
                                    || type.isAnnotatedWith(Factory.class)
                                    || in("openrouter.local..").test(type));

    private static final DescribedPredicate<JavaClass> USED_BY_ANOTHER_PACKAGE =
            describe(
                    "used by another package",
                    type ->
                            type.getPackage().getClasses().stream()
                                    .filter(part -> outermost(part).equals(type))
                                    .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                                    .anyMatch(use ->
                                            !place(use.getOriginClass()).equals(place(type))));

    static final ArchRule CORE_KNOWS_ONLY_ITSELF_THE_JDK_AND_JSPECIFY =
            classes()
                    .that(are(in("core..")))
                    .should()
                    .onlyDependOnClassesThat(
                            are(in("core..", "java..", "org.jspecify.annotations")))
                    .because("the product's rules outlive every library");

    static final ArchRule CORE_KNOWS_NO_DATABASE_NO_NETWORK_AND_NO_LOG =
            noClasses()
                    .that(are(in("core..")))
                    .should()
                    .dependOnClassesThat(
                            in("java.sql..", "java.net.http..", "java.util.logging..")
                                    .or(type(System.Logger.class)))
                    .because("what the JDK offers for I/O is an adapter's business all the same");

    static final ArchRule NO_ADAPTER_KNOWS_ANOTHER =
            classes()
                    .that(are(in(ADAPTERS)))
                    .should(keepTheirDistance(ADAPTERS))
                    .because("an adapter must be replaceable without a look at its neighbours");

    static final ArchRule NO_STORE_KNOWS_ANOTHER =
            classes()
                    .that(are(in(STORES)))
                    .should(keepTheirDistance(STORES))
                    .because("a node without Redis, or a test without PostgreSQL, needs just one");

    static final ArchRule NOBODY_KNOWS_THE_APP =
            noClasses()
                    .that(are(not(in("app.."))))
                    .should()
                    .dependOnClassesThat(are(in("app..")))
                    .because("the app puts the parts together, so no part can need it");

    static final ArchRule ONLY_THE_DEMO_NAMES_THE_LOCAL_UPSTREAM =
            noClasses()
                    .that(are(not(in("openrouter.local..", "app.embedded.."))))
                    .should()
                    .dependOnClassesThat(are(in("openrouter.local..")))
                    .because("an invented answer must never reach somebody who asked a real model");

    static final ArchRule PORTS_ARE_INTERFACES_IN_CORE =
            classes()
                    .that()
                    .areAnnotatedWith(Port.class)
                    .should()
                    .beInterfaces()
                    .andShould(be(in("core..")))
                    .because("a port is the core's question, in the core's words");

    static final ArchRule PORTS_ARE_ANSWERED_BY_OUTBOUND_ADAPTERS_METERS_AND_WIRING =
            classes()
                    .that(ANSWERING_A_PORT)
                    .should(
                            be(
                                    in(
                                            "accounts..",
                                            "openrouter..",
                                            "persistence..",
                                            "app.metrics..",
                                            "app.wiring..")))
                    .because("the core asks outwards, and nothing calls back into HTTP");

    static final ArchRule EVERY_PORT_IS_ANSWERED =
            classes()
                    .that()
                    .areAnnotatedWith(Port.class)
                    .should(have(AN_ANSWER))
                    .because("a question that nobody answers need not be asked");

    static final ArchRule JDBC_STAYS_IN_POSTGRES =
            noClasses()
                    .that(are(not(in("persistence.postgres.."))))
                    .should()
                    .dependOnClassesThat(
                            in(
                                    "java.sql..",
                                    "javax.sql..",
                                    "org.postgresql..",
                                    "io.micronaut.data.."))
                    .because("SQL is written and read in one package");

    static final ArchRule LETTUCE_STAYS_IN_REDIS =
            noClasses()
                    .that(are(not(in("persistence.redis.."))))
                    .should()
                    .dependOnClassesThat(in("io.lettuce..", "io.github.bucket4j.redis.."))
                    .because("a product without Redis must not notice that it could have one");

    static final ArchRule HTTP_CLIENTS_STAY_IN_OPENROUTER =
            noClasses()
                    .that(are(not(in("openrouter.."))))
                    .should()
                    .dependOnClassesThat(
                            in(
                                            "java.net.http..",
                                            "io.micronaut.http.client..",
                                            "reactor.netty.http.client..")
                                    .or(type(HttpURLConnection.class))
                                    .or(type(Bootstrap.class)))
                    .because("calls to a provider cost money, so one package makes and ends them");

    static final ArchRule THE_APP_KNOWS_ADAPTERS_BY_CONFIGURATION_AND_FACTORY =
            classes()
                    .that(are(in("app..")))
                    .should(
                            knowOnly(
                                    "configuration and factories of adapters",
                                    (app, known) ->
                                            !in(ADAPTERS).test(known)
                                                    || OFFERED_TO_THE_APP.test(known)))
                    .because("the app asks for ports and need not know who answers");

    static final ArchRule ADAPTERS_ARE_PACKAGE_PRIVATE_WHERE_A_PACKAGE_SUFFICES =
            classes()
                    .that(are(in(ADAPTERS)))
                    .and(are(not(OFFERED_TO_THE_APP)))
                    // Drivers are named by the configuration of their pool.
                    .and()
                    .areNotAssignableTo(Driver.class)
                    .and()
                    .arePublic()
                    .and()
                    .areTopLevelClasses()
                    .should(be(USED_BY_ANOTHER_PACKAGE))
                    .because("what nobody else can see can be changed without asking anybody");

    @Test
    void every_module_is_judged() {
        for (String module :
                new String[] {"core", "http", "accounts", "openrouter", "persistence", "app"}) {
            assertThat(Code.PRODUCT).as(module).anyMatch(in(module + ".."));
        }
        assertThat(Code.PRODUCT).noneMatch(in("architecture.."));
    }

    @Test
    void core_knows_only_itself_the_jdk_and_jspecify() {
        Verdict.onProductAnd(
                CORE_KNOWS_ONLY_ITSELF_THE_JDK_AND_JSPECIFY, OwnerInTheFramework.class);
    }

    @Test
    void core_knows_no_database_no_network_and_no_log() {
        Verdict.onProductAnd(
                CORE_KNOWS_NO_DATABASE_NO_NETWORK_AND_NO_LOG,
                OwnerOverJdbc.class,
                LoggingOwner.class);
    }

    @Test
    void no_adapter_knows_another() {
        Verdict.onProductAnd(NO_ADAPTER_KNOWS_ANOTHER, ProviderThatReadsTables.class);
    }

    @Test
    void no_store_knows_another() {
        Verdict.onProductAnd(NO_STORE_KNOWS_ANOTHER, MemoryOverRedis.class);
    }

    @Test
    void nobody_knows_the_app() {
        Verdict.onProductAnd(NOBODY_KNOWS_THE_APP, ControllerThatKnowsTheApp.class);
    }

    @Test
    void only_the_demo_names_the_local_upstream() {
        Verdict.onProductAnd(
                ONLY_THE_DEMO_NAMES_THE_LOCAL_UPSTREAM, ProviderThatKnowsItsDouble.class);
    }

    @Test
    void ports_are_interfaces_in_core() {
        Verdict.onProductAnd(PORTS_ARE_INTERFACES_IN_CORE, GossipingPort.class, StrayPort.class);
    }

    @Test
    void ports_are_answered_by_outbound_adapters_meters_and_wiring() {
        Verdict.onProductAnd(
                PORTS_ARE_ANSWERED_BY_OUTBOUND_ADAPTERS_METERS_AND_WIRING,
                TimersInController.class);
    }

    @Test
    void every_port_is_answered() {
        Verdict.onProductAnd(EVERY_PORT_IS_ANSWERED, UnansweredPort.class);
    }

    @Test
    void jdbc_stays_in_postgres() {
        Verdict.onProductAnd(JDBC_STAYS_IN_POSTGRES, ControllerOverJdbc.class);
    }

    @Test
    void lettuce_stays_in_redis() {
        Verdict.onProductAnd(LETTUCE_STAYS_IN_REDIS, MemoryOverRedis.class);
    }

    @Test
    void http_clients_stay_in_openrouter() {
        Verdict.onProductAnd(HTTP_CLIENTS_STAY_IN_OPENROUTER, ControllerThatCallsProviders.class);
    }

    @Test
    void the_app_knows_adapters_by_configuration_and_factory() {
        Verdict.onProductAnd(
                THE_APP_KNOWS_ADAPTERS_BY_CONFIGURATION_AND_FACTORY, AppWithAStoreOfItsOwn.class);
    }

    @Test
    void adapters_are_package_private_where_a_package_suffices() {
        Verdict.onProductAnd(
                ADAPTERS_ARE_PACKAGE_PRIVATE_WHERE_A_PACKAGE_SUFFICES, NeedlesslyPublic.class);
    }
}

package com.compareintel.architecture;

import static com.compareintel.architecture.Code.in;
import static com.compareintel.architecture.Conditions.member;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.compareintel.architecture.specimens.core.identity.ChattyOwner;
import com.compareintel.architecture.specimens.core.identity.ClockWatchingOwner;
import com.compareintel.architecture.specimens.core.identity.FickleOwner;
import com.compareintel.architecture.specimens.core.identity.GamblingOwner;
import com.compareintel.architecture.specimens.core.identity.RestlessOwner;
import com.compareintel.architecture.specimens.core.identity.SnoopingOwner;
import com.compareintel.core.Confined;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.stream.BaseStream;
import org.junit.jupiter.api.Test;

/// Who may change, and what nobody may reach for.
final class PurityTest {
    private static final DescribedPredicate<JavaClass> ORDINARY_CLASSES =
            describe(
                    "ordinary classes",
                    type ->
                            !type.isInterface()
                                    && !type.isEnum()
                                    && !type.isAnonymousClass()
                                    && !type.getModifiers().contains(SYNTHETIC));

    private static final DescribedPredicate<JavaClass> SEALED =
            describe("sealed", type -> type.reflect().isSealed());

    private static final DescribedPredicate<JavaField> FINAL_OR_KEPT_BY_ONE =
            describe(
                    "final, or private in a class that is confined or has a lock",
                    field ->
                            field.getModifiers().contains(FINAL)
                                    || (field.getModifiers().contains(PRIVATE)
                                            && (isConfined(field.getOwner())
                                                    || hasLock(field.getOwner()))));

    private static final DescribedPredicate<JavaAccess<?>> NOW =
            describe(
                    "that tell the time of no given clock",
                    access ->
                            access.getTargetOwner().getPackageName().startsWith("java.time")
                                    && access.getName().equals("now")
                                    && !takes(Clock.class, access));

    private static final DescribedPredicate<JavaAccess<?>> SYSTEM_CLOCK =
            describe(
                    "that make a system clock",
                    access ->
                            access.getTargetOwner().isEquivalentTo(Clock.class)
                                    && (access.getName().startsWith("system")
                                            || access.getName().startsWith("tick"))
                                    && !takes(Clock.class, access));

    private static final DescribedPredicate<JavaAccess<?>> PARALLEL_STREAM =
            describe(
                    "that make a stream parallel",
                    access ->
                            (access.getName().equals("parallelStream")
                                            && access.getTargetOwner()
                                                    .isAssignableTo(Collection.class))
                                    || (access.getName().equals("parallel")
                                            && access.getTargetOwner()
                                                    .isAssignableTo(BaseStream.class)));

    private static final DescribedPredicate<JavaAccess<?>> ASYNC_ANYWHERE =
            describe(
                    "that go on without saying on which executor",
                    access ->
                            access.getTargetOwner().isAssignableTo(CompletionStage.class)
                                    && (access.getName().endsWith("Async")
                                            || access.getName().equals("delayedExecutor"))
                                    && !takes(Executor.class, access));

    static final ArchRule CORE_CLASSES_ARE_FINAL_OR_SEALED =
            classes()
                    .that(are(in("core..")))
                    .and(are(ORDINARY_CLASSES))
                    .should()
                    .haveModifier(FINAL)
                    .orShould(be(SEALED))
                    .because("only what cannot be extended means what it says");

    static final ArchRule CORE_STATE_IS_FINAL_UNLESS_ONE_KEEPS_IT =
            fields().that()
                    .areDeclaredInClassesThat(are(in("core..")))
                    .should(be(FINAL_OR_KEPT_BY_ONE))
                    .because("state that changes has one owner at a time, or a lock of its own");

    static final ArchRule CORE_NEVER_READS_A_CLOCK =
            noClasses()
                    .that(are(in("core..")))
                    .should()
                    .accessTargetWhere(
                            NOW.or(SYSTEM_CLOCK)
                                    .or(
                                            member(
                                                    "java.lang.System.currentTimeMillis",
                                                    "java.lang.System.nanoTime",
                                                    "java.lang.Thread.sleep",
                                                    "java.time.InstantSource.system",
                                                    "java.util.Calendar.getInstance",
                                                    "java.util.Date.<init>",
                                                    "java.util.concurrent.CompletableFuture.orTimeout",
                                                    "java.util.concurrent.CompletableFuture.completeOnTimeout")))
                    .because("time is told by the clock that was handed in, so tests can move it");

    static final ArchRule CORE_NEVER_ROLLS_DICE =
            noClasses()
                    .that(are(in("core..")))
                    .should()
                    .accessTargetWhere(
                            member(
                                    "java.lang.Math.random",
                                    "java.lang.StrictMath.random",
                                    "java.security.SecureRandom.<init>",
                                    "java.security.SecureRandom.getInstance",
                                    "java.security.SecureRandom.getInstanceStrong",
                                    "java.util.Random.<init>",
                                    "java.util.SplittableRandom.<init>",
                                    "java.util.UUID.randomUUID",
                                    "java.util.concurrent.ThreadLocalRandom.current",
                                    "java.util.random.RandomGenerator.getDefault",
                                    "java.util.random.RandomGenerator.of"))
                    .because("chance comes from the generator that was handed in, so tests repeat");

    static final ArchRule CORE_NEVER_LOOKS_AT_ITS_SURROUNDINGS =
            noClasses()
                    .that(are(in("core..")))
                    .should()
                    .accessTargetWhere(
                            member(
                                    "java.lang.Boolean.getBoolean",
                                    "java.lang.Integer.getInteger",
                                    "java.lang.Long.getLong",
                                    "java.lang.Runtime.getRuntime",
                                    "java.lang.System.getenv",
                                    "java.lang.System.getProperties",
                                    "java.lang.System.getProperty",
                                    "java.nio.charset.Charset.defaultCharset",
                                    "java.time.ZoneId.systemDefault",
                                    "java.util.Locale.getDefault",
                                    "java.util.TimeZone.getDefault"))
                    .because("the same question has the same answer on every machine");

    static final ArchRule CORE_NEVER_TOUCHES_STANDARD_STREAMS =
            noClasses()
                    .that(are(in("core..")))
                    .should()
                    .accessTargetWhere(
                            member(
                                    "java.lang.IO.print",
                                    "java.lang.IO.println",
                                    "java.lang.IO.readln",
                                    "java.lang.System.console",
                                    "java.lang.System.err",
                                    "java.lang.System.in",
                                    "java.lang.System.out",
                                    "java.lang.Throwable.printStackTrace"))
                    .because("the core tells by what it returns");

    static final ArchRule NOBODY_USES_THE_COMMON_POOL_PARALLEL_STREAMS_OR_RAW_THREADS =
            noClasses()
                    .should()
                    .accessTargetWhere(
                            PARALLEL_STREAM
                                    .or(ASYNC_ANYWHERE)
                                    .or(
                                            member(
                                                    "java.lang.Thread.<init>",
                                                    "java.lang.Thread.start",
                                                    "java.lang.Thread.startVirtualThread",
                                                    "java.lang.Thread$Builder.start",
                                                    "java.lang.Thread$Builder$OfPlatform.start",
                                                    "java.lang.Thread$Builder$OfVirtual.start",
                                                    "java.util.Arrays.parallelPrefix",
                                                    "java.util.Arrays.parallelSetAll",
                                                    "java.util.Arrays.parallelSort",
                                                    "java.util.Timer.<init>",
                                                    "java.util.concurrent.ForkJoinPool.commonPool")))
                    .because("every thread belongs to an executor with a name, a bound and an end");

    @Test
    void core_classes_are_final_or_sealed() {
        Verdict.onProductAnd(CORE_CLASSES_ARE_FINAL_OR_SEALED, FickleOwner.class);
    }

    @Test
    void core_state_is_final_unless_one_keeps_it() {
        Verdict.onProductAnd(CORE_STATE_IS_FINAL_UNLESS_ONE_KEEPS_IT, FickleOwner.class);
    }

    @Test
    void core_never_reads_a_clock() {
        Verdict.onProductAnd(
                CORE_NEVER_READS_A_CLOCK,
                ClockWatchingOwner.class,
                ClockWatchingOwner.BySystem.class,
                ClockWatchingOwner.ByReference.class);
    }

    @Test
    void core_never_rolls_dice() {
        Verdict.onProductAnd(
                CORE_NEVER_ROLLS_DICE, GamblingOwner.class, GamblingOwner.ByIdentity.class);
    }

    @Test
    void core_never_looks_at_its_surroundings() {
        Verdict.onProductAnd(CORE_NEVER_LOOKS_AT_ITS_SURROUNDINGS, SnoopingOwner.class);
    }

    @Test
    void core_never_touches_standard_streams() {
        Verdict.onProductAnd(CORE_NEVER_TOUCHES_STANDARD_STREAMS, ChattyOwner.class);
    }

    @Test
    void nobody_uses_the_common_pool_parallel_streams_or_raw_threads() {
        Verdict.onProductAnd(
                NOBODY_USES_THE_COMMON_POOL_PARALLEL_STREAMS_OR_RAW_THREADS,
                RestlessOwner.InParallel.class,
                RestlessOwner.InTheCommonPool.class,
                RestlessOwner.OnARawThread.class,
                RestlessOwner.Somewhere.class);
    }

    private static boolean isConfined(JavaClass type) {
        return type.isAnnotatedWith(Confined.class)
                || type.getEnclosingClass().filter(PurityTest::isConfined).isPresent();
    }

    private static boolean hasLock(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> field.getModifiers().contains(FINAL))
                .anyMatch(field -> field.getRawType().isAssignableTo(Lock.class));
    }

    private static boolean takes(Class<?> type, JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream()
                        .anyMatch(parameter -> parameter.isAssignableTo(type));
    }
}

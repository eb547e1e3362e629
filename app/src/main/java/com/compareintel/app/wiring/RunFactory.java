package com.compareintel.app.wiring;

import com.compareintel.core.catalogue.TokenCounter;
import com.compareintel.core.comparison.AdmissionDesk;
import com.compareintel.core.comparison.AdmissionPolicy;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.run.CancelComparison;
import com.compareintel.core.run.CompareModels;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.run.ComparisonRunner;
import com.compareintel.core.run.CostLookups;
import com.compareintel.core.run.FollowComparison;
import com.compareintel.core.run.GenerationCosts;
import com.compareintel.core.run.KeepLeases;
import com.compareintel.core.run.LookUpCosts;
import com.compareintel.core.run.ModelProvider;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.run.Timers;
import com.compareintel.core.run.WakeUps;
import com.compareintel.core.tier.TierTable;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.netty.channel.EventLoopGroup;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// What makes comparisons go, and those who follow, cancel or keep them.
@Factory
final class RunFactory {
    /// The name of the executor for whatever blocks.
    static final String BLOCKING = "comparison-storage";

    @Singleton
    LeaseTimes leaseTimes(Settings settings) {
        return LeaseTimes.read(settings);
    }

    @Singleton
    ProviderSlots providerSlots(
            Settings settings, Timers timers, Clock clock, SecureRandom random) {
        return new ProviderSlots(RunSettings.slots(settings), timers, clock, random);
    }

    @Singleton
    @Named(BLOCKING)
    @Bean(preDestroy = "shutdownNow")
    ExecutorService blocking() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name(BLOCKING + "-", 0).factory());
    }

    /// A mailbox is drained on one event loop, so that its letters never wait for a thread: on that
    /// of the connection by which the comparison is read, so that its text does not either, or on
    /// the next in turn if there is none.
    @Singleton
    ComparisonRunner.Means means(
            ModelProvider provider,
            ProviderSlots slots,
            ComparisonJournal journal,
            Comparisons comparisons,
            CostLookups lookups,
            TokenCounter counter,
            Timers timers,
            Clock clock,
            EventLoopGroup loops,
            @Named(BLOCKING) ExecutorService blocking,
            LeaseTimes times,
            RunAlarm alarm) {
        return new ComparisonRunner.Means(
                provider,
                slots,
                journal,
                comparisons,
                lookups,
                counter,
                timers,
                clock,
                reader -> reader.orElseGet(loops::next),
                blocking,
                times.trust(),
                alarm);
    }

    @Singleton
    ComparisonRunner runner(
            ComparisonRunner.Means means, CreditRate rate, Settings settings, SecureRandom random) {
        return new ComparisonRunner(
                means,
                rate,
                RunSettings.deadlines(settings),
                RunSettings.retryBudget(settings),
                random);
    }

    @Singleton
    CompareModels compareModels(
            TierTable tiers,
            RateLimiter limiter,
            AdmissionDesk desk,
            AdmissionPolicy policy,
            Comparisons comparisons,
            ComparisonRunner runner,
            ProviderSlots slots,
            InstanceId instance,
            LeaseTimes times,
            TimeOrderedIds ids,
            Clock clock) {
        return new CompareModels(
                tiers,
                limiter,
                desk,
                policy,
                comparisons,
                runner,
                slots,
                instance,
                times.lease(),
                ids,
                clock);
    }

    @Singleton
    FollowComparison followComparison(
            ComparisonJournal journal,
            ComparisonRunner runner,
            Comparisons comparisons,
            Timers timers,
            Settings settings) {
        return new FollowComparison(
                new FollowComparison.Sources(
                        journal, runner, comparisons, timers, RunSettings.lookAgain(settings)));
    }

    @Singleton
    CancelComparison cancelComparison(
            Comparisons comparisons, ComparisonRunner runner, WakeUps wakeUps) {
        return new CancelComparison(comparisons, runner, wakeUps);
    }

    @Singleton
    KeepLeases keepLeases(
            Comparisons comparisons,
            ComparisonJournal journal,
            ComparisonRunner runner,
            SoldModels models,
            AdmissionPolicy policy,
            InstanceId instance,
            LeaseTimes times,
            Clock clock,
            RunAlarm alarm) {
        return new KeepLeases(
                comparisons,
                journal,
                runner,
                models::evenHidden,
                policy,
                instance,
                times.lease(),
                clock,
                alarm);
    }

    @Singleton
    LookupTimes lookupTimes(Settings settings) {
        return LookupTimes.read(settings);
    }

    @Singleton
    LookUpCosts lookUpCosts(
            CostLookups lookups, GenerationCosts costs, LookupTimes times, SecureRandom random) {
        return new LookUpCosts(lookups, costs, times.patience(), random);
    }
}

package com.compareintel.openrouter;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.ModelProvider;
import com.compareintel.core.run.ModelProviderContract;
import com.compareintel.openrouter.local.LocalUpstream;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// The contract, over real sockets.
class OpenRouterModelProviderTest extends ModelProviderContract {
    /// One read of 64 KiB has no more chunks than this.
    private static final int CHUNKS_PER_READ = 600;

    private static LocalUpstream upstream;
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = LocalUpstream.start(LocalUpstreamOptions.faulty().build());
        rig = Rig.of(upstream.baseUri());
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    @Override
    protected ModelProvider provider() {
        return rig.provider();
    }

    @Override
    protected ModelId stage(Scenario scenario) {
        return new ModelId("fake/" + behaviour(scenario));
    }

    private static String behaviour(Scenario scenario) {
        return switch (scenario) {
            case PLAIN -> "count-" + WORDS;
            case REASONING -> "reasoning-" + WORDS + "-count-" + WORDS;
            case SLOW -> "rate-5-count-5000";
            case LONG -> "count-" + MANY_WORDS;
            case RATE_LIMITED -> "status-429-retry-after-" + RETRY_AFTER.toSeconds();
            case UNAVAILABLE -> "status-502";
            case ERROR_WITHIN -> "count-100-error-after-" + WORDS;
            case TRUNCATED -> "count-100-truncate-after-" + WORDS;
            case SILENT -> "stall-after-0";
        };
    }

    @Override
    protected Usd chargedFor(String generation) {
        return new Usd(upstream.book().row(generation).orElseThrow().cost());
    }

    @Override
    protected boolean awaitHungUp(String generation, Duration atMost) {
        return upstream.book().awaitClosed(generation, atMost).isPresent();
    }

    @Override
    protected int mostAfterPause() {
        return CHUNKS_PER_READ;
    }
}

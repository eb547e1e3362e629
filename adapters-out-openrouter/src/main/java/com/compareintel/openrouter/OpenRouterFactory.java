package com.compareintel.openrouter;

import com.compareintel.core.catalogue.ModelDirectory;
import com.compareintel.core.catalogue.TierRule;
import com.compareintel.core.catalogue.TokenCounter;
import com.compareintel.core.run.GenerationCosts;
import com.compareintel.core.run.ModelProvider;
import com.compareintel.core.run.Timers;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.netty.channel.EventLoopGroupConfiguration;
import io.micronaut.http.netty.channel.EventLoopGroupFactory;
import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.micronaut.http.netty.channel.NettyChannelType;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.netty.channel.Channel;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the adapter's parts. Calls run on the server's own event loops, so that what arrives on
/// one can leave on it. The application gives [Timers] and a [TierRule].
@Factory
public final class OpenRouterFactory {
    private static final Logger LOG = LoggerFactory.getLogger(OpenRouterFactory.class);

    @Singleton
    @Bean(typed = ModelProvider.class, preDestroy = "close")
    OpenRouterModelProvider modelProvider(
            OpenRouterConfiguration configuration,
            EventLoopGroupRegistry groups,
            EventLoopGroupFactory channels,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        Class<? extends Channel> sockets =
                channels.channelClass(
                        NettyChannelType.CLIENT_SOCKET,
                        groups.getEventLoopGroupConfiguration(EventLoopGroupConfiguration.DEFAULT)
                                .orElse(null));
        return provider(
                configuration,
                new OpenRouterModelProvider.Transport(
                        groups.getDefaultEventLoopGroup(),
                        new ReflectiveChannelFactory<>(sockets),
                        blocking,
                        configuration.address().secure() ? trustingPublicAuthorities() : null));
    }

    /// A provider over a transport of one's own; both are closed by whoever asked for them.
    public static OpenRouterModelProvider provider(
            OpenRouterConfiguration configuration, OpenRouterModelProvider.Transport transport) {
        InstantSource clock = InstantSource.system();
        return new OpenRouterModelProvider(
                configuration, transport, OperatorLog.standard(clock), clock);
    }

    /// Certificates are checked against the runtime's authorities and the host's name.
    private static SslContext trustingPublicAuthorities() {
        try {
            return SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS").build();
        } catch (SSLException noTls) {
            throw new IllegalStateException("this Java runtime has no usable TLS", noTls);
        }
    }

    /// Named, for the application may sell otherwise what is provided.
    @Singleton
    @Named("provider")
    @Bean(
            typed = {ModelDirectory.class, OpenRouterModelDirectory.class},
            preDestroy = "close")
    OpenRouterModelDirectory modelDirectory(
            OpenRouterConfiguration configuration,
            TierRule tiers,
            Timers timers,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        List<ConfiguredModel> configured =
                configuration.modelsFile() == null || configuration.modelsFile().isBlank()
                        ? List.of()
                        : ConfiguredModel.readFile(Path.of(configuration.modelsFile()));
        return new OpenRouterModelDirectory(
                new ModelListClient(configuration),
                new Assortment(configured, tiers, configuration.markedModels()),
                configuration.refresh(),
                new OpenRouterModelDirectory.Surroundings(
                        timers, blocking, RandomGenerator.getDefault(), LOG::info, LOG::warn));
    }

    @Singleton
    @Bean(typed = GenerationCosts.class, preDestroy = "close")
    OpenRouterGenerationCosts generationCosts(OpenRouterConfiguration configuration) {
        return new OpenRouterGenerationCosts(configuration);
    }

    @Singleton
    @Bean(typed = {TokenCounter.class, TiktokenCounter.class})
    TiktokenCounter tokenCounter() {
        return new TiktokenCounter();
    }

    /// Begins to read models, and the tokenizer's vocabulary, when the server has started; waits
    /// for neither.
    @Singleton
    static final class AtStart implements ApplicationEventListener<ServerStartupEvent> {
        private final OpenRouterModelDirectory directory;
        private final TiktokenCounter counter;
        private final ExecutorService blocking;

        AtStart(
                OpenRouterModelDirectory directory,
                TiktokenCounter counter,
                @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
            this.directory = directory;
            this.counter = counter;
            this.blocking = blocking;
        }

        @Override
        public void onApplicationEvent(ServerStartupEvent started) {
            directory.start();
            blocking.execute(counter::warm);
        }
    }
}

package com.compareintel.http;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.IdentifyCaller;
import com.compareintel.core.account.OpenAccount;
import com.compareintel.core.account.ShowStatement;
import com.compareintel.core.account.SwitchOverage;
import com.compareintel.core.catalogue.ListModels;
import com.compareintel.core.comparison.EstimateComparison;
import com.compareintel.core.conversation.BreakOut;
import com.compareintel.core.conversation.ExportConversation;
import com.compareintel.core.conversation.KeepConversations;
import com.compareintel.core.credit.ShowBalance;
import com.compareintel.core.credit.ShowLedger;
import com.compareintel.core.identity.SharedSecrets;
import com.compareintel.core.key.KeepKeys;
import com.compareintel.core.preference.KeepPreferences;
import com.compareintel.core.preference.KeepPresets;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.run.CancelComparison;
import com.compareintel.core.run.CompareModels;
import com.compareintel.core.run.FollowComparison;
import com.compareintel.core.run.Timers;
import com.compareintel.core.signin.ChangeAddress;
import com.compareintel.core.signin.ChangePassword;
import com.compareintel.core.signin.ConfirmAddress;
import com.compareintel.core.signin.DeleteAccount;
import com.compareintel.core.signin.FewCommonPasswords;
import com.compareintel.core.signin.JudgePassword;
import com.compareintel.core.signin.KeepSessions;
import com.compareintel.core.signin.LogIn;
import com.compareintel.core.signin.Register;
import com.compareintel.core.signin.ResetPassword;
import com.compareintel.core.signin.ShowAccount;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import com.compareintel.core.usage.ShowUsage;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The HTTP side as it is served, on a port of its own, with the core on its fakes behind it.
public final class House implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public final HouseCore core;

    /// What readiness answers.
    public final AtomicBoolean ready = new AtomicBoolean(true);

    private final EmbeddedServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private House(HouseCore core, Map<String, Object> settings) {
        this.core = core;
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.host", "127.0.0.1");
        properties.put("micronaut.server.port", -1);
        properties.put("micronaut.metrics.enabled", true);
        properties.put("micronaut.metrics.export.prometheus.enabled", true);
        properties.put("endpoints.all.enabled", false);
        properties.putAll(settings);
        ApplicationContext context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .environments("test")
                        .properties(properties)
                        .build();
        furnish(context);
        context.start();
        server = context.getBean(EmbeddedServer.class);
        server.start();
    }

    /// A house as it comes.
    public static House open() {
        return open(Map.of());
    }

    /// A house whose operator set this.
    public static House open(Map<String, Object> settings) {
        return new House(new HouseCore(), settings);
    }

    /// A house with tiers of its own.
    public static House open(TierTable tiers) {
        return new House(new HouseCore(tiers), Map.of());
    }

    private void furnish(ApplicationContext context) {
        context.registerSingleton(IdentifyCaller.class, core.identify);
        context.registerSingleton(RateLimiter.class, core.limiter);
        context.registerSingleton(TierTable.class, core.tiers);
        context.registerSingleton(SharedSecrets.class, (SharedSecrets) name -> secret(name));
        context.registerSingleton(CompareModels.class, core.compare);
        context.registerSingleton(EstimateComparison.class, core.estimate);
        context.registerSingleton(FollowComparison.class, core.follow);
        context.registerSingleton(CancelComparison.class, core.cancel);
        context.registerSingleton(Timers.class, core.timers);
        context.registerSingleton(ListModels.class, new ListModels(core.directory));
        context.registerSingleton(KeepKeys.class, core.keepKeys);
        context.registerSingleton(ShowUsage.class, core.showUsage);
        context.registerSingleton(ShowBalance.class, core.showBalance);
        context.registerSingleton(KeepPreferences.class, core.keepPreferences);
        context.registerSingleton(KeepPresets.class, core.keepPresets);
        context.registerSingleton(SwitchOverage.class, core.switchOverage);
        context.registerSingleton(ShowLedger.class, core.showLedger);
        context.registerSingleton(ShowStatement.class, core.showStatement);
        context.registerSingleton(KeepConversations.class, core.conversations);
        context.registerSingleton(Register.class, core.register);
        context.registerSingleton(ConfirmAddress.class, core.confirmAddress);
        context.registerSingleton(LogIn.class, core.logIn);
        context.registerSingleton(JudgePassword.class, new JudgePassword(new FewCommonPasswords()));
        context.registerSingleton(ChangePassword.class, core.changePassword);
        context.registerSingleton(ResetPassword.class, core.resetPassword);
        context.registerSingleton(ChangeAddress.class, core.changeAddress);
        context.registerSingleton(DeleteAccount.class, core.deleteAccount);
        context.registerSingleton(KeepSessions.class, core.keepSessions);
        context.registerSingleton(ShowAccount.class, core.showAccount);
        context.registerSingleton(BreakOut.class, core.breakOut);
        context.registerSingleton(ExportConversation.class, core.export);
        context.registerSingleton(
                BooleanSupplier.class,
                (BooleanSupplier) ready::get,
                Qualifiers.byName("readiness"));
        Supplier<UUID> ids = core::id;
        context.registerBeanDefinition(
                RuntimeBeanDefinition.builder(Argument.of(Ids.class), () -> new Ids(ids))
                        .singleton(true)
                        .build());
    }

    private static byte[] secret(String name) {
        byte[] secret = new byte[32];
        secret[0] = (byte) name.length();
        return secret;
    }

    /// Ids by a type of their own, so that they are found as what they supply.
    private record Ids(Supplier<UUID> ids) implements Supplier<UUID> {
        @Override
        public UUID get() {
            return ids.get();
        }
    }

    public int port() {
        return server.getPort();
    }

    /// The key of a new account, of which a free one has had its trial.
    public ApiKey account(Tier tier) {
        OpenAccount open = tier == Tier.FREE ? core.openOldAccount : core.openAccount;
        return open.withKey("somebody", tier);
    }

    /// The key of a new account, as a header.
    public String bearer(Tier tier) {
        return "Bearer " + account(tier).secret();
    }

    /// A request that is not sent yet.
    public HttpRequest.Builder to(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    public HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        ContractCheck.of(Exchange.of(response, response.body()));
        return response;
    }

    public HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return send(to(path, headers));
    }

    /// Sends JSON.
    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(
                to(path, headers)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .setHeader("Content-Type", "application/json"));
    }

    /// Follows an event stream.
    public EventReader follow(String path, String... headers)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(to(path, headers).build(), HttpResponse.BodyHandlers.ofInputStream());
        return new EventReader(response);
    }

    @Override
    public void close() {
        client.shutdownNow();
        server.getApplicationContext().close();
    }
}

package com.compareintel.app.wiring;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.signin.Challenges;
import com.compareintel.core.signin.ChangeAddress;
import com.compareintel.core.signin.ChangePassword;
import com.compareintel.core.signin.CommonPasswords;
import com.compareintel.core.signin.ConfirmAddress;
import com.compareintel.core.signin.DeleteAccount;
import com.compareintel.core.signin.Departures;
import com.compareintel.core.signin.Devices;
import com.compareintel.core.signin.JudgePassword;
import com.compareintel.core.signin.KeepSessions;
import com.compareintel.core.signin.LogIn;
import com.compareintel.core.signin.Passwords;
import com.compareintel.core.signin.Post;
import com.compareintel.core.signin.Register;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.ResetPassword;
import com.compareintel.core.signin.Sessions;
import com.compareintel.core.signin.ShowAccount;
import com.compareintel.core.signin.SignInLimits;
import com.compareintel.core.signin.Tokens;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/// How people get in.
@Factory
final class SignInFactory {
    private static final int MOST = 1_000_000;

    @Singleton
    SignInLimits signInLimits(Settings settings) {
        SignInLimits standard = SignInLimits.STANDARD;
        return SignInLimits.hourly(
                settings.number(
                        "sign-in.registrations-per-hour",
                        standard.registrations().limit(),
                        1,
                        MOST),
                settings.number(
                        "sign-in.confirmations-per-hour",
                        standard.confirmations().limit(),
                        1,
                        MOST),
                settings.number(
                        "sign-in.logins-of-network-per-hour",
                        standard.loginsOfNetwork().limit(),
                        1,
                        MOST),
                settings.number(
                        "sign-in.logins-of-account-per-hour",
                        standard.loginsOfAccount().limit(),
                        1,
                        MOST),
                settings.number(
                        "sign-in.logins-of-device-per-hour",
                        standard.loginsOfDevice().limit(),
                        1,
                        MOST));
    }

    @Singleton
    Register register(
            Passwords passwords,
            Registrations registrations,
            Post post,
            RateLimiter limiter,
            SignInLimits limits,
            Settings settings,
            BeanProvider<EmbeddedServer> server,
            TimeOrderedIds ids,
            SecureRandom random,
            Clock clock) {
        return new Register(
                new Register.Means(passwords, registrations, post, limiter),
                limits,
                home(settings, server),
                ids,
                random,
                clock);
    }

    @Singleton
    ResetPassword resetPassword(
            Passwords passwords,
            Challenges challenges,
            Post post,
            RateLimiter limiter,
            SignInLimits limits,
            Settings settings,
            BeanProvider<EmbeddedServer> server,
            TimeOrderedIds ids,
            SecureRandom random,
            Clock clock) {
        return new ResetPassword(
                new ResetPassword.Means(passwords, challenges, post, limiter),
                limits,
                home(settings, server),
                ids,
                random,
                clock);
    }

    @Singleton
    ChangeAddress changeAddress(
            Passwords passwords,
            Registrations registrations,
            Challenges challenges,
            Post post,
            RateLimiter limiter,
            SignInLimits limits,
            Settings settings,
            BeanProvider<EmbeddedServer> server,
            TimeOrderedIds ids,
            SecureRandom random,
            Clock clock) {
        return new ChangeAddress(
                new ChangeAddress.Means(passwords, registrations, challenges, post, limiter),
                limits,
                home(settings, server),
                ids,
                random,
                clock);
    }

    @Singleton
    DeleteAccount deleteAccount(
            Passwords passwords,
            Accounts accounts,
            Registrations registrations,
            Departures departures,
            Post post,
            RateLimiter limiter,
            SignInLimits limits,
            Clock clock) {
        return new DeleteAccount(
                new DeleteAccount.Means(
                        passwords, accounts, registrations, departures, post, limiter),
                limits,
                clock);
    }

    /// Where letters lead to.
    private static Supplier<URI> home(Settings settings, BeanProvider<EmbeddedServer> server) {
        Optional<URI> home = settings.text("http-api.public-url").map(URI::create);
        return () -> home.orElseGet(() -> server.get().getURI());
    }

    @Singleton
    LogIn logIn(
            Passwords passwords,
            Registrations registrations,
            Sessions sessions,
            Devices devices,
            Tokens tokens,
            RateLimiter limiter,
            SignInLimits limits,
            TimeOrderedIds ids,
            SecureRandom random,
            Clock clock) {
        return new LogIn(
                new LogIn.Means(passwords, registrations, sessions, devices, tokens, limiter),
                limits,
                ids,
                random,
                clock);
    }

    @Singleton
    ChangePassword changePassword(
            Passwords passwords,
            Registrations registrations,
            Post post,
            RateLimiter limiter,
            SignInLimits limits) {
        return new ChangePassword(passwords, registrations, post, limiter, limits);
    }

    @Singleton
    JudgePassword judgePassword(CommonPasswords common) {
        return new JudgePassword(common);
    }

    @Singleton
    KeepSessions keepSessions(Sessions sessions, Tokens tokens, Clock clock) {
        return new KeepSessions(sessions, tokens, clock);
    }

    @Singleton
    ShowAccount showAccount(Accounts accounts, Registrations registrations) {
        return new ShowAccount(accounts, registrations);
    }

    @Singleton
    ConfirmAddress confirmAddress(
            Registrations registrations,
            RateLimiter limiter,
            SignInLimits limits,
            TimeOrderedIds ids,
            Clock clock) {
        return new ConfirmAddress(registrations, limiter, limits, ids, clock);
    }
}

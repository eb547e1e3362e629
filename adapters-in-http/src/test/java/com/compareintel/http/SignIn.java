package com.compareintel.http;

import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.signin.ChangeAddress;
import com.compareintel.core.signin.ChangePassword;
import com.compareintel.core.signin.ConfirmAddress;
import com.compareintel.core.signin.DeleteAccount;
import com.compareintel.core.signin.FewCommonPasswords;
import com.compareintel.core.signin.InMemoryChallenges;
import com.compareintel.core.signin.InMemoryDepartures;
import com.compareintel.core.signin.InMemoryDevices;
import com.compareintel.core.signin.InMemoryRegistrations;
import com.compareintel.core.signin.InMemorySessions;
import com.compareintel.core.signin.JudgePassword;
import com.compareintel.core.signin.KeepSessions;
import com.compareintel.core.signin.LogIn;
import com.compareintel.core.signin.PlainPasswords;
import com.compareintel.core.signin.PlainTokens;
import com.compareintel.core.signin.Register;
import com.compareintel.core.signin.ResetPassword;
import com.compareintel.core.signin.ShowAccount;
import com.compareintel.core.signin.SignInLimits;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/// How people get in and out, on the fakes, with letters that go nowhere.
final class SignIn {

    private SignIn() {}

    /// The use cases of these accounts.
    static List<Object> useCases(
            InMemoryAccounts accounts,
            InMemoryRegistrations registrations,
            InMemorySessions sessions,
            RateLimiter limiter,
            Random random,
            Clock clock) {
        List<Object> useCases = new ArrayList<>();
        useCases.add(
                new Register(
                        new Register.Means(
                                new PlainPasswords(), registrations, letter -> {}, limiter),
                        SignInLimits.STANDARD,
                        SignIn::home,
                        UUID::randomUUID,
                        random,
                        clock));
        useCases.add(new JudgePassword(new FewCommonPasswords()));
        PlainTokens tokens = new PlainTokens();
        useCases.add(
                new ChangePassword(
                        new PlainPasswords(),
                        registrations,
                        letter -> {},
                        limiter,
                        SignInLimits.STANDARD));
        useCases.add(
                new DeleteAccount(
                        new DeleteAccount.Means(
                                new PlainPasswords(),
                                accounts,
                                registrations,
                                new InMemoryDepartures(accounts, registrations, owner -> true),
                                letter -> {},
                                limiter),
                        SignInLimits.STANDARD,
                        clock));
        InMemoryChallenges challenges = new InMemoryChallenges(registrations);
        useCases.add(
                new ChangeAddress(
                        new ChangeAddress.Means(
                                new PlainPasswords(),
                                registrations,
                                challenges,
                                letter -> {},
                                limiter),
                        SignInLimits.STANDARD,
                        SignIn::home,
                        UUID::randomUUID,
                        random,
                        clock));
        useCases.add(
                new ResetPassword(
                        new ResetPassword.Means(
                                new PlainPasswords(), challenges, letter -> {}, limiter),
                        SignInLimits.STANDARD,
                        SignIn::home,
                        UUID::randomUUID,
                        random,
                        clock));
        useCases.add(new KeepSessions(sessions, tokens, clock));
        useCases.add(new ShowAccount(accounts, registrations));
        useCases.add(
                new LogIn(
                        new LogIn.Means(
                                new PlainPasswords(),
                                registrations,
                                sessions,
                                new InMemoryDevices(registrations),
                                tokens,
                                limiter),
                        SignInLimits.STANDARD,
                        UUID::randomUUID,
                        random,
                        clock));
        useCases.add(
                new ConfirmAddress(
                        registrations, limiter, SignInLimits.STANDARD, UUID::randomUUID, clock));
        return useCases;
    }

    private static URI home() {
        return URI.create("https://ci.example");
    }
}

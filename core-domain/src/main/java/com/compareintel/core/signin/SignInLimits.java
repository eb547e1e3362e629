package com.compareintel.core.signin;

import com.compareintel.core.ratelimit.Quota;
import java.time.Duration;

/// How often one may try to get in.
///
/// @param registrations of one network, or questions for another password, each of which is a
///   letter to somebody
/// @param confirmations of one network, of whatever was asked by mail; each may be a guess
/// @param loginsOfNetwork tries of one network
/// @param loginsOfAccount tries at one account, wherever they come from, known devices excepted
/// @param loginsOfDevice tries at one account from a device that it was entered from before
public record SignInLimits(
        Quota registrations,
        Quota confirmations,
        Quota loginsOfNetwork,
        Quota loginsOfAccount,
        Quota loginsOfDevice) {
    private static final Duration HOUR = Duration.ofHours(1);

    /// So many times an hour.
    public static SignInLimits hourly(
            int registrations,
            int confirmations,
            int loginsOfNetwork,
            int loginsOfAccount,
            int loginsOfDevice) {
        return new SignInLimits(
                new Quota("registrations", registrations, HOUR),
                new Quota("confirmations", confirmations, HOUR),
                new Quota("logins-of-network", loginsOfNetwork, HOUR),
                new Quota("logins-of-account", loginsOfAccount, HOUR),
                new Quota("logins-of-device", loginsOfDevice, HOUR));
    }

    /// Enough for a classroom behind one address. A bucket that is full and refills gives twice its
    /// size in an hour: so no more than a hundred guesses at an account are looked at in any.
    public static final SignInLimits STANDARD = hourly(30, 100, 200, 50, 20);
}

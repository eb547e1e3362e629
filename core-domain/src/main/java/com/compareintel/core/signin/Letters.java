package com.compareintel.core.signin;

import java.net.URI;
import java.time.Duration;

/// What is written to people.
final class Letters {
    private Letters() {}

    /// Asks whether the address is theirs.
    ///
    /// @param home where the service is found
    static Letter confirm(Registration registration, URI home) {
        return new Letter(
                registration.address(),
                "Confirm your address for Compare Intel",
                """
                Somebody, probably you, wants an account at Compare Intel with this address.

                To confirm it, open

                  %s

                or type in this code where you are asked for it:

                  %s

                Either works once, within %d hours. If it was not you, do nothing, and there
                will be no account.
                """
                        .formatted(
                                home.resolve("/verify#" + registration.token()),
                                registration.code(),
                                hours(Registration.LASTS)));
    }

    /// Tells somebody who is in that somebody wants in.
    static Letter known(Registration registration, URI home) {
        return new Letter(
                registration.address(),
                "You have an account at Compare Intel already",
                """
                Somebody, probably you, wants an account at Compare Intel with this address.
                There is one already, so nothing has changed, and its password is the old one:

                  %s

                If it was not you, do nothing.
                """
                        .formatted(home.resolve("/")));
    }

    /// Tells somebody how to choose another password.
    static Letter reset(Challenge challenge, URI home) {
        return new Letter(
                challenge.address(),
                "Choose another password for Compare Intel",
                """
                Somebody, probably you, forgot the password of your account at Compare Intel.

                To choose another, open

                  %s

                or type in this code where you are asked for it:

                  %s

                Either works once, within %d minutes. If it was not you, do nothing, and
                nothing changes.
                """
                        .formatted(
                                home.resolve("/reset#" + challenge.token()),
                                challenge.code(),
                                Challenge.LASTS.toMinutes()));
    }

    /// Tells somebody who is not in that there is nothing to choose another password for.
    static Letter unknown(Challenge challenge, URI home) {
        return new Letter(
                challenge.address(),
                "There is no account at Compare Intel with this address",
                """
                Somebody, probably you, wants another password for an account at Compare Intel
                with this address. There is none; perhaps it has another address:

                  %s

                If it was not you, do nothing.
                """
                        .formatted(home.resolve("/")));
    }

    /// Asks whether an address is to be the one that an account is entered with.
    static Letter move(Challenge challenge, URI home) {
        return new Letter(
                challenge.address(),
                "Confirm your new address for Compare Intel",
                """
                Somebody, probably you, wants to enter their account at Compare Intel with this
                address from now on.

                To confirm it, open

                  %s

                or type in this code where you are asked for it:

                  %s

                Either works once, within %d minutes. If it was not you, do nothing, and
                nothing changes.
                """
                        .formatted(
                                home.resolve("/email#" + challenge.token()),
                                challenge.code(),
                                Challenge.LASTS.toMinutes()));
    }

    /// Tells somebody who is in that somebody wants to enter another account with their address.
    static Letter taken(Challenge challenge, URI home) {
        return new Letter(
                challenge.address(),
                "You have an account at Compare Intel already",
                """
                Somebody, probably you, wants to enter another account at Compare Intel with this
                address. It leads into one already, so nothing has changed:

                  %s

                If it was not you, do nothing.
                """
                        .formatted(home.resolve("/")));
    }

    /// Tells somebody at their old address that there is a new one.
    static Letter moved(EmailAddress old) {
        return new Letter(
                old,
                "Your address for Compare Intel was changed",
                """
                Your account at Compare Intel is entered with another address from now on, and no
                longer with this one. If it was not you, somebody knew your password: tell whoever
                runs the service.
                """);
    }

    /// Says goodbye.
    static Letter gone(EmailAddress address) {
        return new Letter(
                address,
                "Your account at Compare Intel is deleted",
                """
                Your account at Compare Intel is deleted, with all your conversations and API
                keys. What remains is what comparisons have cost, without a name. Nothing more
                will be sent to this address.
                """);
    }

    /// Tells somebody what they should know of.
    static Letter passwordChanged(EmailAddress address) {
        return new Letter(
                address,
                "Your password for Compare Intel was changed",
                """
                The password of your account at Compare Intel was changed, and you are logged
                out everywhere. If it was not you, somebody knew your old password or reads
                your mail: tell whoever runs the service.
                """);
    }

    private static long hours(Duration time) {
        return time.toHours();
    }
}

package com.compareintel.app;

import com.compareintel.app.wiring.Blueprint;
import com.compareintel.app.wiring.DatabaseAddress;
import com.compareintel.app.wiring.OneLine;
import com.compareintel.app.wiring.WrongSetting;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.netty.channel.unix.Errors;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;

/// A start that failed for a reason the operator can do something about. The message is one line
/// that names what to change; no secret is in it.
final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Whatever these throw means that the database cannot be used.
    private static final List<String> DATABASE_PACKAGES =
            List.of("org.postgresql.", "org.flywaydb.", "com.zaxxer.hikari.", "java.sql.");

    private static final String DRIVER = "org.postgresql.";

    /// What the driver says when only its cause knows more.
    private static final String NO_REASON = "The connection attempt failed";

    private StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /// What went wrong in the words of the operator, if it is known; else the failure itself.
    static RuntimeException of(RuntimeException failure, DatabaseAddress database) {
        for (Throwable cause : OneLine.causes(failure)) {
            Optional<String> message = explain(cause, database);
            if (message.isPresent()) {
                return new StartFailure(message.get(), failure);
            }
        }
        return failure;
    }

    private static Optional<String> explain(Throwable cause, DatabaseAddress database) {
        return switch (cause) {
            case StartFailure known -> Optional.of(wordsOf(known));
            case WrongSetting wrong -> Optional.of(wordsOf(wrong));
            case ConversionErrorException wrong -> Optional.of(wordsOf(wrong));
            case ConfigurationException wrong -> Optional.of(wordsOf(wrong));
            case IllegalArgumentException wrong -> Optional.of(wordsOf(wrong));
            default ->
                    isOfDatabase(cause) ? Optional.of(unusable(cause, database)) : Optional.empty();
        };
    }

    /// The runtime's sockets fail in one way, those of Linux itself in another.
    private static boolean isOfSockets(Throwable cause) {
        return cause instanceof SocketException || cause instanceof Errors.NativeIoException;
    }

    /// Why the server cannot listen, if that is why it did not start; else the failure itself.
    static RuntimeException ofListening(RuntimeException failure, Blueprint blueprint) {
        for (Throwable cause : OneLine.causes(failure)) {
            if (isOfSockets(cause) && wordsOf(cause).contains("in use")) {
                return new StartFailure(
                        "PORT: "
                                + blueprint.port()
                                + " on "
                                + blueprint.host()
                                + " is taken already",
                        failure);
            }
            if (isOfSockets(cause) || cause instanceof UnresolvedAddressException) {
                return new StartFailure("HOST: cannot listen on " + blueprint.host(), failure);
            }
        }
        return failure;
    }

    private static String wordsOf(Throwable cause) {
        return OneLine.firstLine(String.valueOf(cause.getMessage()));
    }

    private static boolean isOfDatabase(Throwable cause) {
        return DATABASE_PACKAGES.stream().anyMatch(cause.getClass().getName()::startsWith);
    }

    /// The driver's own words say most, and where they do not, the reason that the system gave it.
    private static String unusable(Throwable failure, DatabaseAddress database) {
        Throwable spoken =
                OneLine.causes(failure).stream()
                        .filter(cause -> cause.getClass().getName().startsWith(DRIVER))
                        .findFirst()
                        .orElse(OneLine.causes(failure).getLast());
        String reason = wordsOf(spoken);
        if (reason.startsWith(NO_REASON)) {
            reason = OneLine.of(spoken);
        }
        return "DATABASE_URL: cannot use " + database + ": " + without(database, reason);
    }

    private static String without(DatabaseAddress database, String reason) {
        return database.password().map(secret -> reason.replace(secret, "…")).orElse(reason);
    }
}

package com.compareintel.app.embedded;

/// The embedded database cannot be had. The message is one line for the operator and says what
/// helps.
public final class CannotEmbed extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotEmbed(String trouble) {
        super(
                "The embedded PostgreSQL cannot start: "
                        + trouble
                        + "; a PostgreSQL of your own works too: set DATABASE_URL.");
    }
}

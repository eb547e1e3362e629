package com.compareintel.persistence.postgres;

import com.compareintel.core.identity.SharedSecrets;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// Keeps the shared secrets beside the data that they protect from leaving it.
@Singleton
@Bean(typed = SharedSecrets.class)
final class PostgresSharedSecrets implements SharedSecrets {
    /// Enough for a key of HMAC-SHA-256.
    private static final int BYTES = 32;

    private final Database database;
    private final SecureRandom random = new SecureRandom();

    PostgresSharedSecrets(Database database) {
        this.database = database;
    }

    @Override
    public byte[] named(String name) {
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        Script script =
                new Script()
                        .add(
                                """
                                INSERT INTO service_secrets (name, value) VALUES (?, ?)
                                ON CONFLICT (name) DO NOTHING
                                """,
                                name,
                                fresh)
                        .add("SELECT value FROM service_secrets WHERE name = ?", name);
        return database.run(
                script,
                results -> {
                    results.written();
                    return results.row(row -> row.bytes("value")).orElseThrow();
                });
    }
}

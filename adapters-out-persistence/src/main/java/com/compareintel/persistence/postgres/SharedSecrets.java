package com.compareintel.persistence.postgres;

import jakarta.inject.Singleton;
import java.security.SecureRandom;

/// Secrets that all instances on one database share, such as the key that addresses are hashed
/// with. Each is made on its first use, once, however many instances ask at the same moment, and
/// stays the same from then on. Thread-safe; blocks, so what it answers is to be kept by whoever
/// needs it often.
@Singleton
public final class SharedSecrets {
    /// Enough for a key of HMAC-SHA-256.
    private static final int BYTES = 32;

    private final Database database;
    private final SecureRandom random = new SecureRandom();

    SharedSecrets(Database database) {
        this.database = database;
    }

    /// The 32 bytes that go by this name.
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

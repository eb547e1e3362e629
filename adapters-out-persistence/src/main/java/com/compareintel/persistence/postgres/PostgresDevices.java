package com.compareintel.persistence.postgres;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.DeviceToken;
import com.compareintel.core.signin.Devices;
import com.compareintel.core.signin.EmailAddress;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.time.Instant;

/// Devices as PostgreSQL keeps them.
@Singleton
@Bean(typed = Devices.class)
final class PostgresDevices implements Devices {
    private final Database database;

    PostgresDevices(Database database) {
        this.database = database;
    }

    @Override
    public boolean isKnown(DeviceToken device, EmailAddress address) {
        return database.run(
                new Script()
                        .add(
                                """
                                SELECT account_id FROM logins JOIN devices USING (account_id)
                                WHERE address_key = ? AND token_hash = ?
                                """,
                                address.key(),
                                Hashes.of(device.secret())),
                results -> results.row(row -> true).isPresent());
    }

    @Override
    public void note(DeviceToken device, AccountId account, Instant at) {
        Script script =
                new Script()
                        .add(
                                """
                                INSERT INTO devices AS known (account_id, token_hash, seen_at)
                                SELECT id, ?, ? FROM accounts WHERE id = ? FOR KEY SHARE
                                ON CONFLICT (account_id, token_hash)
                                DO UPDATE SET seen_at = greatest(known.seen_at, EXCLUDED.seen_at)
                                """,
                                Hashes.of(device.secret()),
                                at,
                                account.value())
                        .add(
                                """
                                DELETE FROM devices WHERE (account_id, token_hash) IN (
                                    SELECT account_id, token_hash FROM devices WHERE account_id = ?
                                    ORDER BY seen_at DESC, token_hash OFFSET ?)
                                """,
                                account.value(),
                                MOST);
        database.run(script, Results::written);
    }
}

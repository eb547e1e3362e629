package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.Caller;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.KeyTerms;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.SharedSecrets;
import com.compareintel.core.tier.Tier;
import io.micronaut.context.ApplicationContext;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the database itself refuses, and what it is never told.
class GuardsTest {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = Fixture.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(String sql) throws SQLException {
        try (Connection connection = Fixture.database().connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (result.next()) {
                column.add(result.getString(1));
            }
            return column;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE credit_entries SET milli = 0",
                "UPDATE credit_entries SET pool = 'gone:1', milli = 0",
                "UPDATE credit_entries SET pool = 'account:1'",
                "DELETE FROM credit_entries",
                "TRUNCATE credit_entries",
                "UPDATE platform_entries SET usd = 0",
                "DELETE FROM platform_entries",
                "UPDATE audit_log SET reason = 'another'",
                "DELETE FROM audit_log",
                "TRUNCATE audit_log",
                "UPDATE accounts SET role = 'owner', role_since = now()",
                "UPDATE credit_periods SET available_milli = -1",
                "UPDATE credit_periods SET held_milli = -1",
                "UPDATE credit_periods SET available_milli = allowance_milli",
                "INSERT INTO credit_periods SELECT pool, resets_at, resets_at + interval '1 day', kind,"
                        + " allowance_milli, allowance_milli, 0, 0, false FROM credit_periods",
                "UPDATE comparisons SET status = 'completed'",
                "UPDATE comparisons SET prompt = E'a\\001' || chr(0)"
            })
    void the_database_refuses(String sql) throws SQLException {
        Fixture.get(Comparisons.class).admit(Draft.of(Samples.account(10)).build());
        execute(
                "INSERT INTO accounts (id, name, tier, zone, tier_since, created_at)"
                        + " SELECT uuid_v7(), 'one of two', 'free', 'UTC', now(), now()"
                        + " FROM generate_series(1, 2)");

        assertThatThrownBy(() -> execute(sql)).isInstanceOf(SQLException.class);
    }

    @Test
    void of_a_key_only_its_hash_is_stored() throws Exception {
        Account ada =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        "Ada",
                        Tier.PRO,
                        false,
                        ZoneOffset.UTC,
                        Samples.NOW,
                        Samples.NOW);
        ApiKey key = ApiKey.generate(new SecureRandom());
        Fixture.get(Accounts.class).add(ada);
        Fixture.get(ApiKeys.class)
                .add(
                        IssuedKey.fresh(
                                new KeyId(UUID.randomUUID()),
                                ada.id(),
                                KeyTerms.unlimited("key"),
                                Samples.NOW),
                        key);

        String row = column("SELECT api_keys::text FROM api_keys").getFirst();

        assertThat(row)
                .doesNotContain(key.secret())
                .doesNotContain(
                        HexFormat.of().formatHex(key.secret().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_revoked_key_leads_nowhere() throws SQLException {
        Account ada =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        "Ada",
                        Tier.PRO,
                        false,
                        ZoneOffset.UTC,
                        Samples.NOW,
                        Samples.NOW);
        ApiKey key = ApiKey.generate(new SecureRandom());
        Fixture.get(Accounts.class).add(ada);
        Fixture.get(ApiKeys.class)
                .add(
                        IssuedKey.fresh(
                                new KeyId(UUID.randomUUID()),
                                ada.id(),
                                KeyTerms.unlimited("key"),
                                Samples.NOW),
                        key);

        execute("UPDATE api_keys SET revoked_at = now()");

        assertThat(Fixture.get(ApiKeys.class).holder(key, Samples.NOW)).isEmpty();
    }

    @Test
    void a_visitor_is_remembered_with_the_last_time_it_compared() throws SQLException {
        Payer.Network network = new Payer.Network("net", Optional.empty());
        Caller visitor = Samples.visitor(network, new Pool("pool", Samples.daily(50)));
        Comparisons comparisons = Fixture.get(Comparisons.class);
        comparisons.admit(Draft.of(visitor).at(Samples.NOW.plusSeconds(5)).build());
        comparisons.admit(Draft.of(visitor).build());
        UUID id = ((Owner.Visitor) visitor.owner()).id().value();

        assertThat(column("SELECT id FROM visitors")).containsExactly(id.toString());
        assertThat(column("SELECT extract(epoch FROM last_seen)::bigint FROM visitors"))
                .containsExactly(Long.toString(Samples.NOW.plusSeconds(5).getEpochSecond()));
    }

    @Test
    void ids_of_entries_are_time_ordered_uuids() throws SQLException {
        Fixture.get(Comparisons.class).admit(Draft.of(Samples.account(10)).build());

        for (String id : column("SELECT id FROM credit_entries")) {
            UUID uuid = UUID.fromString(id);
            assertThat(uuid.version()).isEqualTo(7);
            assertThat(uuid.variant()).isEqualTo(2);
            assertThat(uuid.getMostSignificantBits() >>> 16)
                    .isCloseTo(System.currentTimeMillis(), Offset.offset(60_000L));
        }
    }

    @Test
    void a_shared_secret_is_made_once_for_all_who_ask() throws Exception {
        SharedSecrets secrets = Fixture.get(SharedSecrets.class);

        List<String> asked =
                AtOnce.run(20, i -> HexFormat.of().formatHex(secrets.named("network")));

        assertThat(asked).allMatch(asked.getFirst()::equals);
        assertThat(asked.getFirst()).hasSize(64);
        assertThat(secrets.named("other")).isNotEqualTo(HexFormat.of().parseHex(asked.getFirst()));
    }

    @Test
    void a_database_that_is_not_there_is_said_to_be_unreachable_in_time() {
        Map<String, Object> properties = new HashMap<>(Fixture.database().properties());
        properties.put("datasources.default.url", "jdbc:postgresql://127.0.0.1:1/none");
        properties.put("datasources.default.connection-timeout", 250);
        properties.put("datasources.default.initialization-fail-timeout", -1);
        properties.put("flyway.datasources.default.enabled", false);
        try (ApplicationContext context = ApplicationContext.run(properties)) {
            Accounts accounts = context.getBean(Accounts.class);

            assertThatThrownBy(accounts::isEmpty).isInstanceOf(UncheckedIOException.class);
        }
    }
}

package com.compareintel.app.load;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.LocalUpstream;
import com.compareintel.persistence.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The packaged product as `./run` starts it, with the PostgreSQL it brings along, a Redis, and an
/// upstream that speaks as told, each a process of its own. Limits on how much one user may do are
/// far away, for a user here may stand for many.
final class House implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LISTENING = "Listening on ";
    private static final String UPSTREAM = "listening on ";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path data;
    private final TestRedis redis;
    private final Started product;
    private final URI uri;

    private House(Path packaged, List<String> models) {
        try {
            Path home = Files.createTempDirectory("load");
            data = home.resolve("data");
            redis = kept(TestRedis.start());
            Started upstream = kept(upstream(home, packaged, models));
            String base =
                    upstream.awaitLine(line -> line.startsWith(UPSTREAM))
                            .substring(UPSTREAM.length());
            product = kept(product(home, packaged, base));
            String line = product.awaitLine(said -> said.contains(LISTENING));
            product.awaitLine(said -> said.contains("Models read"));
            String rest = line.substring(line.indexOf(LISTENING) + LISTENING.length());
            // The line is JSON.
            uri = URI.create(rest.substring(0, rest.indexOf(';')).replace("\\/", "/"));
        } catch (IOException broken) {
            close();
            throw new UncheckedIOException(broken);
        } catch (RuntimeException broken) {
            close();
            throw broken;
        }
    }

    /// Starts everything; it serves when this returns.
    ///
    /// @param packaged where the product's jar is
    /// @param models of the upstream, in words of its vocabulary
    static House open(Path packaged, List<String> models) {
        return new House(packaged, models);
    }

    private <T extends AutoCloseable> T kept(T part) {
        parts.push(part);
        return part;
    }

    private static Started upstream(Path home, Path packaged, List<String> models) {
        return Started.java(
                home.resolve("upstream.log"),
                Map.of(),
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        packaged.resolve("lib") + "/*",
                        LocalUpstream.class.getName(),
                        "--faults",
                        "--models",
                        String.join(",", models)));
    }

    private Started product(Path home, Path packaged, String upstream) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "-XX:MaxRAMPercentage=40",
                                "-XX:+UseCompactObjectHeaders",
                                "-XX:+ExitOnOutOfMemoryError",
                                "--enable-native-access=ALL-UNNAMED",
                                "-jar",
                                packaged.resolve("compare-intel.jar").toString(),
                                "--http-api.network-requests-per-minute=10000000",
                                "--slots.open=20000",
                                "--slots.queue=20000"));
        for (String tier : List.of("free", "starter", "pro", "pro-plus")) {
            command.add("--tiers." + tier + ".credits=1000000");
            command.add("--tiers." + tier + ".comparisons-per-minute=1000000");
            command.add("--tiers." + tier + ".open-at-once=100000");
        }
        return Started.java(
                home.resolve("product.log"),
                Map.of(
                        "PORT",
                        "0",
                        "DATA_DIR",
                        data.toString(),
                        "LOG_FORMAT",
                        "json",
                        "REDIS_URL",
                        redis.url(),
                        "OPENROUTER_BASE_URL",
                        upstream),
                command);
    }

    /// Where the product serves.
    URI uri() {
        return uri;
    }

    TestRedis redis() {
        return redis;
    }

    /// The product's process.
    long productPid() {
        return product.pid();
    }

    /// The process of PostgreSQL that begets all others.
    long databasePid() {
        return Long.parseLong(databaseFile().getFirst().strip());
    }

    private List<String> databaseFile() {
        try {
            return Files.readAllLines(data.resolve("postgres-17/postmaster.pid"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The product's database, behind its back.
    Connection database() throws SQLException {
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + databaseFile().get(3).strip() + "/postgres",
                    "compareintel",
                    Files.readString(data.resolve("postgres-17.password")).strip());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Opens accounts of this tier and answers their API keys.
    List<String> newAccounts(int count, Tier tier) {
        String sql =
                """
                WITH account AS (
                    INSERT INTO accounts (id, name, tier, zone, tier_since, created_at)
                    VALUES (?, 'load', ?, 'UTC', now(), now()) RETURNING id)
                INSERT INTO api_keys (hash, account_id, created_at, id, name, scopes)
                SELECT ?, id, now(), uuid_v7(), 'load', '{compare,manage,read}' FROM account
                """;
        List<String> keys = new ArrayList<>();
        try (Connection connection = database();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < count; i++) {
                ApiKey key = ApiKey.generate(RANDOM);
                statement.setObject(1, UUID.randomUUID());
                statement.setString(2, tier.wireName());
                statement.setBytes(3, hash(key));
                statement.addBatch();
                keys.add(key.secret());
            }
            statement.executeBatch();
            return keys;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    private static byte[] hash(ApiKey key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.secret().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception broken) {
                System.err.println("does not end cleanly: " + broken);
            }
        }
    }
}

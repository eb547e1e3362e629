package com.compareintel.app.wiring;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Says in the framework's and the adapters' words what the operator said in variables.
public final class Configuration {
    /// Variables that an adapter reads under a name of its own.
    private static final Map<String, String> HANDED_ON =
            Map.of(
                    "TRUSTED_PROXIES", "http-api.trusted-proxies",
                    "ALLOWED_ORIGINS", "http-api.allowed-origins",
                    "PUBLIC_URL", "http-api.public-url",
                    "METRICS_TOKEN", "http-api.metrics-token",
                    "REDIS_URL", "redis.url",
                    "SMTP_URL", "mail.smtp-url",
                    "MAIL_FROM", "mail.from");

    private Configuration() {}

    /// Where to listen and to keep letters, and what the HTTP side, that of Redis and that of mail
    /// are to know.
    public static Map<String, Object> server(Settings variables, Blueprint blueprint) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("micronaut.server.host", blueprint.host());
        properties.put("micronaut.server.port", blueprint.port());
        blueprint.tls().ifPresent(files -> properties.putAll(files.properties(blueprint.port())));
        properties.put("mail.directory", blueprint.dataDirectory().resolve("mail").toString());
        HANDED_ON.forEach((variable, property) ->
                variables.text(variable).ifPresent(value -> properties.put(property, value)));
        return properties;
    }

    /// Where to ask models.
    ///
    /// @param key what the provider wants to see
    public static Map<String, Object> upstream(Settings variables, URI base, Optional<String> key) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("upstream.base-url", base.toString());
        key.ifPresent(secret -> properties.put("upstream.api-key", secret));
        variables.text("PUBLIC_URL").ifPresent(url -> properties.put("upstream.app-url", url));
        return properties;
    }

    /// Where to keep everything.
    ///
    /// @param migration another way to the same database for migrations
    public static Map<String, Object> database(
            DatabaseAddress database, Optional<DatabaseAddress> migration) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("datasources.default.url", database.jdbcUrl());
        database.user().ifPresent(user -> properties.put("datasources.default.username", user));
        database.password()
                .ifPresent(secret -> properties.put("datasources.default.password", secret));
        DatabaseAddress way = migration.orElse(database);
        properties.put("flyway.datasources.default.url", way.migrationJdbcUrl());
        way.user().ifPresent(user -> properties.put("flyway.datasources.default.user", user));
        way.password()
                .ifPresent(secret -> properties.put("flyway.datasources.default.password", secret));
        return properties;
    }
}

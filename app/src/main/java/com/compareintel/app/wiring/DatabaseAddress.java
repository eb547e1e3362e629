package com.compareintel.app.wiring;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL database is and how to log in there. Its text form leaves the password out.
///
/// @param place `host:port/database`, several hosts separated by commas
/// @param parameters of the driver
public record DatabaseAddress(
        String place,
        Optional<String> user,
        Optional<String> password,
        Map<String, String> parameters) {
    private static final String JDBC = "jdbc:";

    /// What the driver is told unless the address says otherwise. Nobody waits for ever on a host
    /// that has gone. What the server says in detail quotes rows, with the prompts in them, and is
    /// not for the log.
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "connectTimeout", "5",
                    "loginTimeout", "10",
                    "tcpKeepAlive", "true",
                    "logServerErrorDetail", "false",
                    "ApplicationName", "compare-intel");

    /// Migrations are run once, and nobody asks whether there is a pooler on their way.
    private static final Map<String, String> MIGRATION_DEFAULTS = Map.of("prepareThreshold", "0");

    /// The longest that a statement may take; migrations may take as long as they need.
    private static final Map<String, String> STATEMENT_DEFAULTS = Map.of("socketTimeout", "30");

    public DatabaseAddress {
        parameters = Map.copyOf(parameters);
    }

    /// Reads an address in one of the forms `postgres://user:password@host:port/database?…`, the
    /// same with `postgresql:`, and `jdbc:postgresql://…?user=…&password=…`. User, password and
    /// database may be percent-encoded.
    ///
    /// @param variable what to name if the address is wrong
    public static DatabaseAddress parse(String variable, String text) {
        String url = text.strip();
        if (url.regionMatches(true, 0, JDBC, 0, JDBC.length())) {
            url = url.substring(JDBC.length());
        }
        int end = url.indexOf("://");
        String scheme = end < 0 ? "" : url.substring(0, end).toLowerCase(Locale.ROOT);
        if (!scheme.equals("postgres") && !scheme.equals("postgresql")) {
            throw new WrongSetting(
                    variable,
                    "must look like postgres://user:password@host:5432/database"
                            + " or jdbc:postgresql://host:5432/database");
        }
        try {
            return parseBehindScheme(variable, url.substring(end + 3));
        } catch (IllegalArgumentException undecodable) {
            throw new WrongSetting(variable, "contains a % that begins no percent-encoding");
        }
    }

    private static DatabaseAddress parseBehindScheme(String variable, String rest) {
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        Map<String, String> parameters =
                question < 0 ? Map.of() : parameters(rest.substring(question + 1));
        int at = path.lastIndexOf('@');
        String login = at < 0 ? "" : path.substring(0, at);
        String place = path.substring(at + 1);
        int slash = place.indexOf('/');
        String hosts = slash < 0 ? place : place.substring(0, slash);
        String database = slash < 0 ? "" : decoded(place.substring(slash + 1));
        if (hosts.isEmpty()) {
            throw new WrongSetting(variable, "names no host");
        }
        if (database.isEmpty()) {
            throw new WrongSetting(variable, "names no database: it must end in /database");
        }
        requirePorts(variable, hosts);
        int colon = login.indexOf(':');
        Optional<String> user =
                nonEmpty(decoded(colon < 0 ? login : login.substring(0, colon)))
                        .or(() -> nonEmpty(parameters.get("user")));
        Optional<String> password =
                nonEmpty(colon < 0 ? "" : decoded(login.substring(colon + 1)))
                        .or(() -> nonEmpty(parameters.get("password")));
        Map<String, String> others = new LinkedHashMap<>(parameters);
        others.remove("user");
        others.remove("password");
        return new DatabaseAddress(hosts + "/" + encoded(database), user, password, others);
    }

    private static void requirePorts(String variable, String hosts) {
        for (String host : hosts.split(",", -1)) {
            int colon = host.startsWith("[") ? host.indexOf("]:") + 1 : host.indexOf(':');
            if (colon > 0 && !host.substring(colon + 1).matches("[0-9]{1,5}")) {
                throw new WrongSetting(variable, "has a port that is no number");
            }
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /// A `+` stands for itself in an address, as it does in passwords.
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Optional<String> nonEmpty(@Nullable String text) {
        return Optional.ofNullable(text).filter(value -> !value.isEmpty());
    }

    /// The address for the driver of a service that runs statements, without user and password.
    public String jdbcUrl() {
        Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
        all.putAll(STATEMENT_DEFAULTS);
        all.putAll(parameters);
        return jdbcUrl(all);
    }

    /// The address for the driver of one that migrates, without user and password.
    public String migrationJdbcUrl() {
        Map<String, String> all = new LinkedHashMap<>(DEFAULTS);
        all.putAll(MIGRATION_DEFAULTS);
        all.putAll(parameters);
        return jdbcUrl(all);
    }

    private String jdbcUrl(Map<String, String> all) {
        String query =
                all.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return "jdbc:postgresql://" + place + "?" + query;
    }

    /// Where the database is, for people: without user, password and parameters.
    @Override
    public String toString() {
        return place;
    }
}

package com.compareintel.app.wiring;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What is decided before anything starts: where to listen, where to keep files, which database and
/// which provider to use.
///
/// @param tls what the service shows itself with, if it speaks TLS itself
/// @param shutdownGrace how long running comparisons may go on once the process is told to stop
public record Blueprint(
        String host,
        int port,
        Optional<TlsFiles> tls,
        Path dataDirectory,
        DatabaseChoice database,
        UpstreamChoice upstream,
        Duration shutdownGrace) {
    private static final int STANDARD_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;
    private static final Duration STANDARD_GRACE = Duration.ofSeconds(5);

    /// Which database to use.
    public sealed interface DatabaseChoice {
        /// The one the service brings along.
        record Embedded() implements DatabaseChoice {}

        /// One that is there already.
        ///
        /// @param migration another way to the same database for migrations, where a pooler is in
        ///   the way of the first
        record External(DatabaseAddress address, Optional<DatabaseAddress> migration)
                implements DatabaseChoice {}
    }

    /// Which provider to use.
    public sealed interface UpstreamChoice {
        /// The demonstration that the service brings along.
        record Demo() implements UpstreamChoice {}

        /// One on the network.
        ///
        /// @param key may be missing where the provider asks for none
        record Remote(URI base, Optional<String> key) implements UpstreamChoice {
            private static final URI OPENROUTER = URI.create("https://openrouter.ai/api/v1");

            /// Whether it is OpenRouter itself.
            public boolean isOpenRouter() {
                return OPENROUTER.getHost().equals(base.getHost());
            }

            /// The provider without the key.
            @Override
            public String toString() {
                return base.toString();
            }
        }
    }

    /// Reads the variables that decide it.
    ///
    /// @throws WrongSetting if one is wrong, or two contradict each other
    public static Blueprint read(Settings variables) {
        DatabaseChoice database = database(variables);
        return new Blueprint(
                variables.text("HOST").orElse("127.0.0.1"),
                variables.number("PORT", STANDARD_PORT, 0, HIGHEST_PORT),
                TlsFiles.read(variables),
                dataDirectory(variables),
                database,
                upstream(variables, database),
                variables.duration("SHUTDOWN_GRACE", STANDARD_GRACE));
    }

    /// The scheme of the addresses it serves.
    public String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    /// The host as others on this machine write it in an address.
    public String urlHost() {
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return "localhost";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /// Where files are kept, for those who need to know nothing else.
    public static Path dataDirectory(Settings variables) {
        return variables.read(
                "DATA_DIR",
                Path.of("data"),
                "must be a directory",
                text -> text.indexOf('\0') < 0 ? Optional.of(Path.of(text)) : Optional.empty());
    }

    /// Which database to use, for those who need to know nothing else.
    public static DatabaseChoice database(Settings variables) {
        Optional<DatabaseAddress> migration =
                variables
                        .text("MIGRATION_DATABASE_URL")
                        .map(url -> DatabaseAddress.parse("MIGRATION_DATABASE_URL", url));
        Optional<String> url = variables.text("DATABASE_URL");
        if (url.isEmpty() && migration.isPresent()) {
            throw new WrongSetting("MIGRATION_DATABASE_URL", "is of no use without DATABASE_URL");
        }
        return url.<DatabaseChoice>map(text ->
                        new DatabaseChoice.External(
                                DatabaseAddress.parse("DATABASE_URL", text), migration))
                .orElseGet(DatabaseChoice.Embedded::new);
    }

    /// Canned answers beside real users would be a poor joke, so the demonstration is refused where
    /// the surroundings look like production, unless it is asked for.
    private static UpstreamChoice upstream(Settings variables, DatabaseChoice database) {
        Optional<String> key = variables.text("OPENROUTER_API_KEY");
        Optional<String> base = variables.text("OPENROUTER_BASE_URL");
        boolean demo = variables.flag("DEMO", false);
        boolean atHome =
                database instanceof DatabaseChoice.Embedded
                        && variables.text("PUBLIC_URL").isEmpty();
        if (demo) {
            return new UpstreamChoice.Demo();
        }
        if (key.isPresent() || base.isPresent()) {
            return new UpstreamChoice.Remote(
                    base.map(Blueprint::httpAddress).orElse(UpstreamChoice.Remote.OPENROUTER), key);
        }
        if (!atHome) {
            throw new WrongSetting(
                    "OPENROUTER_API_KEY",
                    "is missing; beside DATABASE_URL or PUBLIC_URL the demo models are used only"
                            + " with DEMO=true");
        }
        return new UpstreamChoice.Demo();
    }

    private static URI httpAddress(String text) {
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // Complained about below.
        }
        throw new WrongSetting(
                "OPENROUTER_BASE_URL", "must be an address such as https://openrouter.ai/api/v1");
    }
}

package com.compareintel.app;

import com.compareintel.app.embedded.DemoUpstream;
import com.compareintel.app.embedded.EmbeddedDatabase;
import com.compareintel.app.wiring.Blueprint;
import com.compareintel.app.wiring.Blueprint.DatabaseChoice;
import com.compareintel.app.wiring.Blueprint.UpstreamChoice;
import com.compareintel.app.wiring.DatabaseAddress;
import com.compareintel.app.wiring.OneLine;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the service leans on: a database and a provider, named by the operator or brought along.
/// What was brought along ends with it, the last first.
final class Surroundings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    private final Deque<Runnable> endings = new ArrayDeque<>();

    /// A database ready for use.
    ///
    /// @param migration another way to it for migrations
    /// @param description where it is, for people
    record Database(
            DatabaseAddress address, Optional<DatabaseAddress> migration, String description) {}

    /// A provider ready for use.
    ///
    /// @param description which it is, for people
    record Provider(URI base, Optional<String> key, String description) {}

    /// The database of a service that will serve from this directory.
    Database database(DatabaseChoice choice, Path directory) {
        return switch (choice) {
            case DatabaseChoice.External external -> external(external);
            case DatabaseChoice.Embedded embedded -> ours(EmbeddedDatabase.start(directory));
        };
    }

    /// The database of somebody who comes beside a service that may be running.
    Database databaseBeside(DatabaseChoice choice, Path directory) {
        return switch (choice) {
            case DatabaseChoice.External external -> external(external);
            case DatabaseChoice.Embedded embedded -> ours(EmbeddedDatabase.startOrJoin(directory));
        };
    }

    private static Database external(DatabaseChoice.External external) {
        return new Database(
                external.address(), external.migration(), external.address().toString());
    }

    private Database ours(EmbeddedDatabase database) {
        endings.push(database::close);
        return new Database(
                database.address(),
                Optional.empty(),
                "embedded PostgreSQL in " + database.directory());
    }

    /// The provider of this choice.
    Provider provider(Blueprint.UpstreamChoice choice) {
        return switch (choice) {
            case UpstreamChoice.Remote remote ->
                    new Provider(
                            remote.base(),
                            remote.key(),
                            remote.isOpenRouter() ? "OpenRouter" : remote.toString());
            case UpstreamChoice.Demo demo -> {
                DemoUpstream upstream = DemoUpstream.start();
                endings.push(upstream::close);
                yield new Provider(
                        upstream.baseUri(),
                        Optional.empty(),
                        "demo (canned answers; set OPENROUTER_API_KEY for real models)");
            }
        };
    }

    @Override
    public void close() {
        while (!endings.isEmpty()) {
            try {
                endings.pop().run();
            } catch (RuntimeException broken) {
                LOG.warn("Could not stop cleanly: {}", OneLine.of(broken));
            }
        }
    }
}

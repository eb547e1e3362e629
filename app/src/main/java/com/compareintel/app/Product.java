package com.compareintel.app;

import com.compareintel.app.wiring.Blueprint;
import com.compareintel.app.wiring.Configuration;
import com.compareintel.app.wiring.OwnerAccount;
import com.compareintel.app.wiring.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.server.EmbeddedServer;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running product, with the database and the provider that it leans on.
final class Product implements AutoCloseable {
    /// What serves requests. It is made before the server starts, and with it everything it needs,
    /// so that a wrong setting stops the start and the first request is as fast as the second.
    private static final List<Class<? extends Annotation>> SERVING =
            List.of(Controller.class, ServerFilter.class);

    private static final Logger LOG = LoggerFactory.getLogger(Product.class);

    private final Blueprint blueprint;
    private final Surroundings surroundings;
    private final Surroundings.Database database;
    private final Surroundings.Provider provider;
    private final ApplicationContext context;
    private final OwnerAccount.Outcome owner;

    private Product(
            Blueprint blueprint,
            Surroundings surroundings,
            Surroundings.Database database,
            Surroundings.Provider provider,
            ApplicationContext context,
            OwnerAccount.Outcome owner) {
        this.blueprint = blueprint;
        this.surroundings = surroundings;
        this.database = database;
        this.provider = provider;
        this.context = context;
        this.owner = owner;
    }

    /// Starts the product; it serves when this returns. What was started is ended again if the
    /// start fails.
    ///
    /// @param variables the environment
    /// @param settings further settings, each as `--key=value`
    /// @throws StartFailure if the operator can do something about it
    static Product start(Map<String, String> variables, List<String> settings) {
        Settings read = Settings.of(variables);
        Blueprint blueprint = Blueprint.read(read);
        Surroundings surroundings = new Surroundings();
        try {
            Surroundings.Database database =
                    surroundings.database(blueprint.database(), blueprint.dataDirectory());
            Surroundings.Provider provider = surroundings.provider(blueprint.upstream());
            ApplicationContext context =
                    Contexts.build(
                            variables, settings, properties(read, blueprint, database, provider));
            try {
                prepare(context, blueprint);
                checkNames(context, variables, settings);
                OwnerAccount.Outcome owner = serve(context, blueprint);
                return new Product(blueprint, surroundings, database, provider, context, owner);
            } catch (RuntimeException failed) {
                context.close();
                throw StartFailure.of(failed, database.address());
            }
        } catch (RuntimeException failed) {
            surroundings.close();
            throw failed;
        }
    }

    private static Map<String, Object> properties(
            Settings variables,
            Blueprint blueprint,
            Surroundings.Database database,
            Surroundings.Provider provider) {
        Map<String, Object> properties = new HashMap<>();
        properties.putAll(Configuration.server(variables, blueprint));
        properties.putAll(Configuration.database(database.address(), database.migration()));
        properties.put(
                "mail.shown", LogFormat.read(variables, LogFormat.isTerminal()) == LogFormat.TEXT);
        properties.putAll(Configuration.upstream(variables, provider.base(), provider.key()));
        return properties;
    }

    private static void prepare(ApplicationContext context, Blueprint blueprint) {
        context.start();
        new BoundSettings(context).check();
        if (blueprint.tls().isPresent()) {
            ShownCertificate.check(context);
        }
        SERVING.forEach(
                role -> context.getBeansOfType(Object.class, Qualifiers.byStereotype(role)));
    }

    private static void checkNames(
            ApplicationContext context, Map<String, String> variables, List<String> settings) {
        Set<String> known = new HashSet<>(context.getBean(Settings.class).asked());
        known.addAll(new BoundSettings(context).keys());
        UnknownSettings unknown = new UnknownSettings(known);
        unknown.refuseAmong(settings);
        unknown.among(variables.keySet())
                .forEach(name -> LOG.warn("{} is no setting, though it is called like one.", name));
    }

    private static OwnerAccount.Outcome serve(ApplicationContext context, Blueprint blueprint) {
        OwnerAccount.Outcome owner =
                context.getBean(OwnerAccount.class).ensure(ownerKeyFile(blueprint));
        try {
            context.getBean(EmbeddedServer.class).start();
        } catch (RuntimeException failed) {
            throw StartFailure.ofListening(failed, blueprint);
        }
        return owner;
    }

    static Path ownerKeyFile(Blueprint blueprint) {
        return blueprint.dataDirectory().resolve("owner.key").toAbsolutePath().normalize();
    }

    /// Where it serves.
    URI address() {
        EmbeddedServer server = context.getBean(EmbeddedServer.class);
        return URI.create(
                blueprint.scheme() + "://" + blueprint.urlHost() + ":" + server.getPort());
    }

    /// Its beans.
    ApplicationContext context() {
        return context;
    }

    Blueprint blueprint() {
        return blueprint;
    }

    Surroundings.Database database() {
        return database;
    }

    Surroundings.Provider provider() {
        return provider;
    }

    /// What became of the owner's account in this start.
    OwnerAccount.Outcome owner() {
        return owner;
    }

    /// Stops serving: lets running comparisons go on for a moment, then ends everything that was
    /// started here. Bounded in time.
    @Override
    public void close() {
        LOG.info("Stopping.");
        try {
            context.getBean(Readiness.class).drain(blueprint.shutdownGrace());
            context.close();
        } finally {
            surroundings.close();
        }
        LOG.info("Stopped.");
    }
}

package com.compareintel.app;

import com.compareintel.app.wiring.Blueprint;
import com.compareintel.app.wiring.Configuration;
import com.compareintel.app.wiring.OwnerAccount;
import com.compareintel.app.wiring.Settings;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.OpenAccount;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;

/// Opens accounts for the operator, beside a service that runs or without one.
final class KeyDesk {
    private KeyDesk() {}

    /// A new account's key, in the database that a service with these variables uses. The owner's
    /// account is made first if this is the very first use of the database.
    static ApiKey open(Map<String, String> variables, Order.OpenAccount order) {
        Settings settings = Settings.of(variables);
        var directory = Blueprint.dataDirectory(settings);
        try (Surroundings surroundings = new Surroundings()) {
            Surroundings.Database database =
                    surroundings.databaseBeside(Blueprint.database(settings), directory);
            try (ApplicationContext context =
                    Contexts.build(
                            variables,
                            List.of(),
                            Configuration.database(database.address(), database.migration()))) {
                context.start();
                context.getBean(OwnerAccount.class).ensure(directory.resolve("owner.key"));
                return context.getBean(OpenAccount.class).withKey(order.name(), order.tier());
            } catch (RuntimeException failed) {
                throw StartFailure.of(failed, database.address());
            }
        }
    }
}

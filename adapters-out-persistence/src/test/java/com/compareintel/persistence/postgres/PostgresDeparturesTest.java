package com.compareintel.persistence.postgres;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.signin.Departures;
import com.compareintel.core.signin.DeparturesContract;
import com.compareintel.core.signin.DeviceToken;
import com.compareintel.core.signin.Devices;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.Sessions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresDeparturesTest extends DeparturesContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Accounts accounts() {
        return Fixture.get(Accounts.class);
    }

    @Override
    protected Registrations registrations() {
        return Fixture.get(Registrations.class);
    }

    @Override
    protected Sessions sessions() {
        return Fixture.get(Sessions.class);
    }

    @Override
    protected ApiKeys keys() {
        return Fixture.get(ApiKeys.class);
    }

    @Override
    protected Comparisons comparisons() {
        return Fixture.get(Comparisons.class);
    }

    @Override
    protected Departures departures() {
        return Fixture.get(Departures.class);
    }

    private static List<String> column(String query) throws SQLException {
        try (Connection connection = Fixture.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /// Every row of every table, as text, but for what makes no sense as such.
    private static List<String> everything() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table :
                column(
                        "SELECT quote_ident(tablename) FROM pg_tables"
                                + " WHERE schemaname = 'public'")) {
            column("SELECT rows::text FROM " + table + " AS rows")
                    .forEach(row -> rows.add(table + " " + row));
        }
        return rows;
    }

    @Test
    void nothing_anywhere_names_who_has_left_and_the_ledger_sums_to_what_it_did() throws Exception {
        Account ada = open(ADA);
        key(ada);
        Fixture.get(Devices.class).note(new DeviceToken("x".repeat(43)), ada.id(), NOW);
        end(admitted(Draft.of(caller(ada)).inNewConversation("Tides").keyed("k", "print")));
        end(admitted(Draft.of(caller(ada))));
        List<String> sums = sums();
        assertThat(everything()).anyMatch(row -> row.contains(ada.id().toString()));

        leave(ada);
        departures().erase(ada.id());
        departures().conclude(NOW, 10);

        assertThat(everything())
                .noneMatch(row -> row.contains(ada.id().toString()))
                .noneMatch(row -> row.contains("ada@"))
                .noneMatch(row -> row.contains("tides") || row.contains("High and low"));
        assertThat(sums()).isEqualTo(sums);
        assertThat(column("SELECT DISTINCT left(pool, 5) FROM credit_entries"))
                .containsExactly("gone:");
        assertThat(column("SELECT DISTINCT left(owner_key, 5) FROM usage_log"))
                .containsExactly("gone:");
    }

    private static List<String> sums() throws SQLException {
        return column(
                "SELECT kind || sum(milli) || count(*) FROM credit_entries"
                        + " GROUP BY kind ORDER BY kind");
    }

    @Test
    void what_runs_is_to_be_cancelled() {
        Account ada = open(ADA);
        NewComparison running = admitted(Draft.of(caller(ada)));

        leave(ada);

        assertThat(comparisons().cancelsAsked(running.fence().instance()))
                .containsOnlyKeys(running.id());
    }

    @Test
    void whatever_is_admitted_or_ends_meanwhile_nothing_is_left_in_the_end() throws Exception {
        Account ada = open(ADA);
        Caller caller = caller(ada);
        NewComparison running = admitted(Draft.of(caller).inNewConversation("running"));
        Callable<Boolean> leaving = () -> leave(ada) && departures().erase(ada.id());
        Callable<Boolean> ending =
                () -> {
                    end(running);
                    return true;
                };
        Callable<Boolean> beginning =
                () -> {
                    end(admitted(Draft.of(caller).inNewConversation("new")));
                    return true;
                };

        AtOnce.run(List.of(leaving, ending, beginning));

        assertThat(departures().conclude(NOW, 10)).isEqualTo(1);
        assertThat(everything()).noneMatch(row -> row.contains(ada.id().toString()));
    }
}

package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Accounts;
import com.compareintel.core.signin.Proof;
import com.compareintel.core.signin.Registration;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.RegistrationsContract;
import com.compareintel.core.signin.Sessions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresRegistrationsTest extends RegistrationsContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Accounts accounts() {
        return Fixture.get(Accounts.class);
    }

    @Override
    protected Sessions sessions() {
        return Fixture.get(Sessions.class);
    }

    @Override
    protected Registrations registrations() {
        return Fixture.get(Registrations.class);
    }

    @Test
    void neither_token_nor_code_can_be_read_from_the_table() throws SQLException {
        Registration registration = registration(ADA, 1);

        registrations().begin(registration);

        String row =
                only(
                        "SELECT registrations::text || encode(token_hash, 'escape') || encode(code_hash, 'escape') FROM registrations");
        assertThat(row)
                .contains(registration.address().text())
                .doesNotContain(registration.token(), registration.code());
    }

    @Test
    void nothing_of_a_registration_is_left_once_it_is_confirmed() throws SQLException {
        registrations().begin(registration(ADA, 1));
        registrations().begin(registration(ADA, 2));

        registrations()
                .confirm(new Proof.Link("token 2"), account(registration(ADA, 2).createdAt()));

        assertThat(only("SELECT count(*) FROM registrations")).isEqualTo("0");
    }

    private static String only(String query) throws SQLException {
        try (Connection connection = Fixture.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}

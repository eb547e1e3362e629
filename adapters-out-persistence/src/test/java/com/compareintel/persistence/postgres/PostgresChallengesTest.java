package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.signin.Challenge;
import com.compareintel.core.signin.Challenges;
import com.compareintel.core.signin.ChallengesContract;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.Sessions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresChallengesTest extends ChallengesContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Sessions sessions() {
        return Fixture.get(Sessions.class);
    }

    @Override
    protected Registrations registrations() {
        return Fixture.get(Registrations.class);
    }

    @Override
    protected Challenges challenges() {
        return Fixture.get(Challenges.class);
    }

    @Test
    void neither_token_nor_code_can_be_read_from_the_table() throws SQLException {
        Challenge challenge = challenge(ADA, 1);

        challenges().askReset(challenge);

        assertThat(
                        only(
                                "SELECT password_resets::text || encode(token_hash, 'escape')"
                                        + " || encode(code_hash, 'escape') FROM password_resets"))
                .contains(challenge.address().text())
                .doesNotContain(challenge.token(), challenge.code());
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

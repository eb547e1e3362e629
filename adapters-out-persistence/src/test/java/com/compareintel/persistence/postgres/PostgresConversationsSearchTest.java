package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.conversation.SearchContract;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresConversationsSearchTest extends SearchContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Conversations conversations() {
        return Fixture.get(Conversations.class);
    }

    @Override
    protected Comparisons comparisons() {
        return Fixture.get(Comparisons.class);
    }
}

package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.conversation.ArchiveContract;
import com.compareintel.core.conversation.Conversations;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresConversationsArchiveTest extends ArchiveContract {
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

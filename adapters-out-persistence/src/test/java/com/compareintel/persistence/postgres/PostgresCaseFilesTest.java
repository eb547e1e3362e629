package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.staff.CaseFiles;
import com.compareintel.core.staff.CaseFilesContract;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresCaseFilesTest extends CaseFilesContract {
    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @Override
    protected Comparisons comparisons() {
        return Fixture.get(Comparisons.class);
    }

    @Override
    protected CaseFiles files() {
        return Fixture.get(CaseFiles.class);
    }
}

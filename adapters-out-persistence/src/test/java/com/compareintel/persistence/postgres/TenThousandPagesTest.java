package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.ShowLedger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A long walk through the ledger, a single entry a page, while others write to the same pool.
class TenThousandPagesTest {
    private static final int PAGES = 10_000;

    private final Comparisons comparisons = Fixture.get(Comparisons.class);
    private final ShowLedger show = new ShowLedger(Fixture.get(CreditLedger.class));
    private final Caller caller = Samples.account(1_000_000);

    @BeforeEach
    void begin_with_as_many_entries() throws SQLException {
        Fixture.clear();
        comparisons.admit(Draft.of(caller).holding(1).build());
        try (Connection connection = Fixture.database().connect();
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                INSERT INTO credit_entries (pool, period_started_at, kind, milli,
                                                            balance_after, comparison_id, created_at)
                                SELECT pool, started_at,
                                       CASE number % 2 WHEN 0 THEN 'release' ELSE 'hold' END,
                                       CASE number % 2 WHEN 0 THEN 1000 ELSE -1000 END,
                                       available_milli - 1000 * (number % 2),
                                       gen_random_uuid(), now()
                                FROM credit_periods, generate_series(1, ?) AS number WHERE pool = ?
                                """)) {
            insert.setInt(1, PAGES - 2);
            insert.setString(2, caller.payer().key());
            insert.executeUpdate();
        }
    }

    private List<UUID> stored() throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (Connection connection = Fixture.database().connect();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT id FROM credit_entries WHERE pool = ? ORDER BY seq DESC")) {
            select.setString(1, caller.payer().key());
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getObject(1, UUID.class));
                }
            }
        }
        return ids;
    }

    @Test
    void ten_thousand_pages_show_every_entry_once_while_others_write() throws Exception {
        List<UUID> before = stored();
        AtomicBoolean walking = new AtomicBoolean(true);

        List<UUID> read = new ArrayList<>();
        int written;
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> writer = writers.submit(() -> writeWhile(walking));
            try {
                Optional<UUID> last = Optional.empty();
                do {
                    ShowLedger.Page page = show.page(caller.books(), last, 1).orElseThrow();
                    assertThat(page.entries()).hasSize(1);
                    read.add(page.entries().getFirst().id());
                    last = page.last();
                } while (last.isPresent());
            } finally {
                walking.set(false);
            }
            written = writer.get();
        }

        assertThat(written).isPositive();
        assertThat(stored()).hasSize(PAGES + written);
        assertThat(before).hasSize(PAGES);
        assertThat(read.subList(read.indexOf(before.getFirst()), read.size())).isEqualTo(before);
        assertThat(read).doesNotHaveDuplicates();
    }

    /// Each admission of this caller is one more entry: the period is open already.
    private int writeWhile(AtomicBoolean walking) {
        int written = 0;
        while (walking.get()) {
            AdmitOutcome outcome =
                    comparisons.admit(Draft.of(caller).holding(1).openAtOnce(1_000_000).build());
            assertThat(outcome).isInstanceOf(AdmitOutcome.Admitted.class);
            written++;
        }
        return written;
    }
}

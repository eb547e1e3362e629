package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BillingBookTest {
    private static final Instant NOW = Instant.parse("2026-08-20T12:00:00.123Z");

    @Test
    void totals_are_exact_sums() {
        var book = new BillingBook(Optional.empty());

        for (var i = 0; i < 1_000; i++) {
            book.enter(row("gen-" + i, "0.0000001"));
        }

        assertThat(book.total()).isEqualByComparingTo("0.0001");
        assertThat(book.entered()).isEqualTo(1_000);
    }

    @Test
    void a_file_gives_back_every_row_as_it_was(@TempDir Path directory) {
        var file = directory.resolve("book.jsonl");
        var book = new BillingBook(Optional.of(file));
        var first = row("gen-1", "0.00000008333333333333334");
        var second = row("gen-2", "0");

        book.enter(first);
        book.enter(second);

        assertThat(BillingBook.read(file)).containsExactly(first, second);
        book.close();
    }

    @Test
    void a_book_goes_on_where_an_earlier_process_stopped_in_the_middle_of_a_line(
            @TempDir Path directory) throws Exception {
        var file = directory.resolve("book.jsonl");
        var earlier = new BillingBook(Optional.of(file));
        earlier.enter(row("gen-1", "0.5"));
        earlier.close();
        Files.writeString(file, "{\"generation_id\":\"gen-to", StandardOpenOption.APPEND);

        var book = new BillingBook(Optional.of(file));
        book.enter(row("gen-2", "0.25"));

        assertThat(book.total()).isEqualByComparingTo("0.75");
        assertThat(BillingBook.read(file))
                .extracting(BillingRow::generationId)
                .containsExactly("gen-1", "gen-2");
        book.close();
    }

    @Test
    void memory_keeps_the_latest_rows_and_the_total_of_all() {
        var book = new BillingBook(Optional.empty());

        for (var i = 0; i <= BillingBook.ROWS_KEPT; i++) {
            book.enter(row("gen-" + i, "1"));
        }

        assertThat(book.rows()).hasSize(BillingBook.ROWS_KEPT);
        assertThat(book.row("gen-0")).isEmpty();
        assertThat(book.total())
                .isEqualByComparingTo(BigDecimal.valueOf(BillingBook.ROWS_KEPT + 1));
    }

    @Test
    void waiting_in_vain_ends() {
        var book = new BillingBook(Optional.empty());

        assertThat(book.awaitRow("gen-1", Duration.ofMillis(5))).isEmpty();
        assertThat(book.awaitClosed("gen-1", Duration.ofMillis(5))).isEmpty();
        assertThat(book.awaitOpen(1, Duration.ofMillis(5))).isFalse();
    }

    private static BillingRow row(String id, String cost) {
        return new BillingRow(
                id,
                "fake/ok",
                "fake/ok-20260801",
                "Fake Provider",
                true,
                12,
                4,
                3,
                34,
                5,
                new BigDecimal(cost),
                false,
                "stop",
                NOW,
                null,
                NOW.plusMillis(7),
                NOW.plusMillis(6));
    }
}

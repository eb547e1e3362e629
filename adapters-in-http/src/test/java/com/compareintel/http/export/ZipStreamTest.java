package com.compareintel.http.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.identity.AccountId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/// [ZipStream], [ExportSeats], [ExportFile] and [Paged].
class ZipStreamTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ExportSeats seats = new ExportSeats(nanos::get);

    private static AccountId account() {
        return new AccountId(UUID.randomUUID());
    }

    private ExportSeats.Seat seat() {
        return seats.take(account()).orElseThrow();
    }

    private static Map<String, String> unzipped(InputStream stream) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(stream, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void files_come_out_as_they_were_put_in() throws IOException {
        List<ExportFile> files =
                List.of(
                        new ExportFile("empty.md", List.<String>of().iterator()),
                        new ExportFile("a/tides.md", List.of("# Tides\n", "", "é😀").iterator()),
                        ExportFile.json("one.json", Map.of("a", 1)),
                        ExportFile.jsonArray("none.json", List.of().iterator()),
                        ExportFile.jsonArray("two.json", List.of(1, 2).iterator()));

        assertThat(unzipped(new ZipStream(files.iterator(), seat())))
                .containsExactly(
                        Map.entry("empty.md", ""),
                        Map.entry("a/tides.md", "# Tides\né😀"),
                        Map.entry("one.json", "{\"a\":1}"),
                        Map.entry("none.json", "[]"),
                        Map.entry("two.json", "[1,\n2]"));
    }

    /// What compresses badly, so that as much comes out as goes in.
    @Test
    void little_is_made_before_it_is_read() throws IOException {
        int size = 64 * 1024;
        Random random = new Random(1);
        AtomicLong fetched = new AtomicLong();
        Iterator<String> parts =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> {
                            fetched.incrementAndGet();
                            StringBuilder part = new StringBuilder();
                            for (int j = 0; j < size; j++) {
                                part.append((char) (32 + random.nextInt(94)));
                            }
                            return part.toString();
                        })
                        .iterator();

        try (ZipStream zip =
                new ZipStream(List.of(new ExportFile("a.md", parts)).iterator(), seat())) {
            assertThat(fetched).hasValue(0);
            zip.readNBytes(10 * size);
            assertThat(fetched.get()).isBetween(10L, 16L);
        }
    }

    @Test
    void pages_are_fetched_one_by_one() {
        List<Optional<Integer>> asked = new ArrayList<>();
        Paged<Integer, String> paged =
                new Paged<>(after -> {
                    asked.add(after);
                    int page = after.orElse(0);
                    return new Paged.Page<>(
                            page == 1 ? List.of() : List.of("a" + page, "b" + page),
                            page == 2 ? Optional.empty() : Optional.of(page + 1));
                });

        assertThat(asked).isEmpty();
        assertThat(paged.next()).isEqualTo("a0");
        assertThat(asked).hasSize(1);
        List<String> rest = new ArrayList<>();
        paged.forEachRemaining(rest::add);
        assertThat(rest).containsExactly("b0", "a2", "b2");
        assertThat(asked).containsExactly(Optional.empty(), Optional.of(1), Optional.of(2));
    }

    @Test
    void an_account_exports_once_at_a_time_and_few_do_at_once() throws IOException {
        AccountId ada = account();
        ExportSeats.Seat adas = seats.take(ada).orElseThrow();
        assertThat(seats.take(ada)).isEmpty();
        for (int i = 1; i < ExportSeats.SEATS; i++) {
            seat();
        }
        assertThat(seats.take(account())).isEmpty();

        unzipped(new ZipStream(Stream.<ExportFile>empty().iterator(), adas));

        assertThat(seats.take(ada)).isPresent();
        assertThat(seats.take(account())).isEmpty();
    }

    @Test
    void who_goes_away_gives_up_its_seat_at_once_or_after_a_while() {
        AccountId ada = account();
        ZipStream left =
                new ZipStream(Stream.<ExportFile>empty().iterator(), seats.take(ada).orElseThrow());
        left.close();
        ExportSeats.Seat silent = seats.take(ada).orElseThrow();
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(seats.take(ada)).isEmpty();
        nanos.incrementAndGet();

        assertThat(seats.take(ada)).isPresent();
        silent.leave();
        assertThat(seats.take(ada)).isEmpty();
    }

    @Test
    void who_reads_slowly_keeps_no_seat_for_ever() {
        AccountId ada = account();
        ExportSeats.Seat slow = seats.take(ada).orElseThrow();
        for (int minute = 0; minute < 10; minute++) {
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            slow.stay();
            assertThat(seats.take(ada)).isEmpty();
        }
        nanos.incrementAndGet();

        assertThat(seats.take(ada)).isPresent();
    }
}

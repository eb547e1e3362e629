package com.compareintel.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.Rounds;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.RawConnection;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Credentials that are broken in every way, byte for byte: none is taken, and none breaks
/// anything.
@ExtendWith(Stage.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class MalformedCredentialsJourney {
    private static final int IN_EACH_PLACE = Rounds.between(1_000, 50_000);
    private static final int AT_ONCE = 50;
    private static final long SEED = Long.getLong("forgeries.seed", System.nanoTime());

    private final Stage stage;
    private final Person person;
    private final Forgeries forgeries;

    MalformedCredentialsJourney(Stage stage) {
        System.out.println("seed of the forgeries: " + SEED);
        Cast cast = new Cast(stage);
        this.stage = stage;
        this.person = cast.person("prey", Tier.PRO);
        this.forgeries =
                new Forgeries(new Random(SEED), person, cast.signingKey(), Cast.keyNumber());
    }

    private static final class Refusals {
        private final Map<Integer, Integer> statuses = new TreeMap<>();

        void add(String what, String sent, int status) {
            assertThat(status)
                    .as("seed %d, %s: %s", SEED, what, sent)
                    .isBetween(400, 499)
                    .isIn(400, 401, 422, 431);
            statuses.merge(status, 1, Integer::sum);
        }
    }

    @Test
    void no_authorization_header_that_is_none_is_taken() throws Exception {
        List<String> schemes = List.of("Bearer ", "bearer ", "BEARER\t", "Bearer  ", "Basic ", "");
        Refusals refusals = new Refusals();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < IN_EACH_PLACE; i++) {
            lines.add("Authorization: " + schemes.get(i % schemes.size()) + forgeries.next());
        }
        send(lines, refusals);

        assertThat(refusals.statuses).containsKeys(400, 401);
    }

    @Test
    void no_cookie_that_is_none_is_taken() throws Exception {
        List<String> names =
                List.of(
                        "ci_access=",
                        "ci_refresh=",
                        "ci_visitor=",
                        "a=b; ci_access=",
                        "=; ; ci_access=\"");
        Refusals refusals = new Refusals();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < IN_EACH_PLACE; i++) {
            lines.add("Cookie: " + names.get(i % names.size()) + forgeries.next());
        }
        send(lines, refusals);

        assertThat(refusals.statuses).containsKeys(401);
    }

    @Test
    void a_credential_of_sixty_four_kibibytes_is_not_even_read() throws Exception {
        Refusals refusals = new Refusals();
        for (String line :
                List.of(
                        "Authorization: Bearer " + "x".repeat(64 << 10),
                        "Authorization: Bearer ci_" + "0".repeat(64 << 10),
                        "Cookie: ci_access=" + "e.".repeat(32 << 10),
                        "Cookie: " + "a=b; ".repeat(13_000),
                        "Authorization: Bearer " + "x".repeat(15_000))) {
            alone(line, refusals);
        }
        assertThat(refusals.statuses.keySet()).isSubsetOf(401, 431);
    }

    @Test
    void no_refresh_token_that_is_none_is_turned() {
        Map<String, Long> before = Footprint.rows(stage.books);
        Refusals refusals = new Refusals();
        for (int i = 0; i < IN_EACH_PLACE / 5; i++) {
            String forged = forgeries.next();
            if (!forged.equals(person.refresh())) {
                var body = Fill.JSON.createObjectNode().put("refresh_token", forged);
                Answer answer = stage.post("/v1/auth/refresh", body.toString(), List.of());
                refusals.add("refresh", forged, answer.status());
            }
        }
        assertThat(Footprint.rows(stage.books)).isEqualTo(before);
    }

    /// Else nothing above would mean anything.
    @Test
    void the_good_ones_are_taken() throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        for (String line :
                List.of(
                        "Authorization: Bearer " + person.access(),
                        "Authorization: Bearer " + person.key(),
                        "Cookie: ci_access=" + person.access())) {
            try (RawConnection connection = RawConnection.to(stage.uri().getPort())) {
                connection.write(request(line));
                statuses.merge(
                        BareResponse.read(new BufferedInputStream(connection.input())).status(),
                        1,
                        Integer::sum);
            }
        }
        assertThat(statuses).isEqualTo(Map.of(200, 3));
    }

    /// Those that a server may end the connection for go alone, the others many at a time.
    private void send(List<String> lines, Refusals refusals) throws IOException {
        List<String> together = new ArrayList<>();
        for (String line : lines) {
            if (line.chars().anyMatch(c -> c < 0x20 && c != '\t')) {
                alone(line, refusals);
            } else {
                together.add(line);
            }
        }
        for (int from = 0; from < together.size(); from += AT_ONCE) {
            List<String> some = together.subList(from, Math.min(together.size(), from + AT_ONCE));
            try (RawConnection connection = RawConnection.to(stage.uri().getPort())) {
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                for (String line : some) {
                    all.writeBytes(request(line));
                }
                connection.write(all.toByteArray());
                InputStream in = new BufferedInputStream(connection.input());
                for (String line : some) {
                    refusals.add("one of many", line, BareResponse.read(in).status());
                }
            }
        }
    }

    private void alone(String line, Refusals refusals) throws IOException {
        try (RawConnection connection = RawConnection.to(stage.uri().getPort())) {
            connection.write(request(line));
            refusals.add(
                    "alone",
                    line,
                    BareResponse.read(new BufferedInputStream(connection.input())).status());
        }
    }

    private static byte[] request(String line) {
        return ("GET /v1/me HTTP/1.1\r\nHost: here\r\n" + line + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}

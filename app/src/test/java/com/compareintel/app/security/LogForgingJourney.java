package com.compareintel.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.RawConnection;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Whatever is typed anywhere, the log has a line for each event, and nothing in it that was made
/// to look like one.
@ExtendWith(Stage.Shared.class)
@Timeout(300)
final class LogForgingJourney {
    private static final Logger LOG = LoggerFactory.getLogger("com.compareintel.forging");

    private static final List<String> FORGED =
            List.of(
                    "\n{\"level\":\"ERROR\",\"message\":\"forged\"}",
                    "\r\n12:00:00.000 ERROR forged",
                    "\u001b[2J\u001b[31mforged",
                    "\"},{\"message\":\"forged\"",
                    "\\\" \\u000a \\",
                    "\u0085forged\u2028forged\u2029forged",
                    "\u0000\u0007\u0008\u007f\u009b31m",
                    "\ud800 half a character",
                    "${env:PATH} {} %n %msg ${jndi:ldap://127.0.0.1/a}");

    @Test
    void an_event_is_one_json_object_on_one_line_whatever_it_tells() {
        try (CapturedLog log = CapturedLog.as("json")) {
            for (String forged : FORGED) {
                MDC.put("request_id", forged);
                LOG.warn("told: {}", forged);
                LOG.error("thrown", new IllegalStateException(forged, new IOException(forged)));
                MDC.remove("request_id");
            }

            List<String> lines = log.text().lines().toList();

            assertThat(lines).hasSize(2 * FORGED.size());
            for (int i = 0; i < FORGED.size(); i++) {
                JsonNode told = Fill.json(lines.get(2 * i));
                assertThat(told.isObject()).isTrue();
                assertThat(told.path("formattedMessage").asText())
                        .isEqualTo("told: " + asStored(FORGED.get(i)));
                assertThat(told.path("level").asText()).isEqualTo("WARN");
                assertThat(Fill.json(lines.get(2 * i + 1)).path("level").asText())
                        .isEqualTo("ERROR");
            }
        }
    }

    /// UTF-8 has no halves of characters.
    private static String asStored(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void people_are_shown_one_line_for_each_event_and_nothing_that_moves_their_terminal() {
        try (CapturedLog log = CapturedLog.as("text")) {
            for (String forged : FORGED) {
                LOG.warn("told: {}", forged);
            }

            assertThat(log.text().lines())
                    .hasSize(FORGED.size())
                    .allSatisfy(line -> assertThat(line).matches("[0-9:.]{12} WARN  told: .*"));
            assertThat(log.text())
                    .doesNotContainPattern("[\\p{Cntrl}\\x80-\\x9f\u2028\u2029&&[^\n]]");
        }
    }

    @Test
    void what_callers_send_forges_no_event() throws Exception {
        Person person = new Cast(stage).person("forger", Tier.PRO);
        try (CapturedLog log = CapturedLog.as("json")) {
            for (String forged : FORGED) {
                raw(person, forged.replaceAll("[\r\n\u0000]", "\u0085"));
                json(person, forged);
            }
            for (String line : log.text().lines().toList()) {
                assertThat(Fill.json(line).isObject()).as(line).isTrue();
                assertThat(line).doesNotContain("forged");
            }
        }
    }

    private final Stage stage;

    LogForgingJourney(Stage stage) {
        this.stage = stage;
    }

    /// In everything of a head that takes it.
    private void raw(Person person, String forged) throws IOException {
        String path = java.net.URLEncoder.encode(forged, StandardCharsets.UTF_8);
        String head =
                """
                GET /v1/comparisons/%s?after=%s HTTP/1.1
                Host: here
                User-Agent: %3$s
                X-Request-Id: %3$s
                X-Forwarded-For: %3$s
                Referer: %3$s
                Accept-Language: %3$s
                Last-Event-ID: %3$s
                Cookie: ci_visitor=%3$s
                Authorization: Bearer %4$s

                """
                        .formatted(path, path, forged, person.key());
        try (RawConnection connection = RawConnection.to(stage.uri().getPort())) {
            connection.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            assertThat(connection.head()).matches("(?s)HTTP/1\\.1 4.*");
        }
    }

    /// In every text of a body that is kept, refused, or looked up.
    private void json(Person person, String forged) {
        List<String> bearing = Stage.bearing(person.key());
        for (String field : List.of("prompt", "models", "system", forged)) {
            var body = Fill.JSON.createObjectNode().put("prompt", forged);
            body.putArray("models").add("fake/ok-count-3");
            body.put(field, forged);
            assertThat(stage.post("/v1/comparisons", body.toString(), bearing).status())
                    .isLessThan(500);
        }
        var title = Fill.JSON.createObjectNode().put("title", forged);
        String conversation = person.estate().id(Thing.CONVERSATION).orElseThrow();
        stage.send(
                new Sent(
                        "PATCH",
                        "/v1/conversations/" + conversation,
                        java.util.Map.of(),
                        title.toString()),
                bearing);
        var login = Fill.JSON.createObjectNode().put("email", forged).put("password", forged);
        assertThat(stage.post("/v1/auth/login", login.toString(), List.of()).status())
                .isBetween(400, 499);
    }
}

package com.compareintel.http.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ChangingEmailTest {
    private static final String PASSWORD = "a tide of two seas";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final House house = House.open();
    private String[] bearing = {};

    @BeforeEach
    void register() throws Exception {
        open("ada@example.org");
        bearing =
                new String[] {
                    "Authorization",
                    "Bearer "
                            + JSON.readTree(logIn("ada@example.org").body())
                                    .path("access_token")
                                    .asText()
                };
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void open(String email) throws Exception {
        post("/v1/auth/register", entry(email));
        post("/v1/auth/verify", "{\"token\":\"" + latest("/verify#(\\S+)") + "\"}");
    }

    private static String entry(String email) {
        return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD);
    }

    private HttpResponse<String> post(String path, String body, String... headers)
            throws Exception {
        return house.send("POST", path, body, headers);
    }

    private HttpResponse<String> logIn(String email) throws Exception {
        return post("/v1/auth/login", entry(email));
    }

    private HttpResponse<String> ask(String email, String password) throws Exception {
        return post(
                "/v1/me/email",
                "{\"email\":\"%s\",\"current_password\":\"%s\"}".formatted(email, password),
                bearing);
    }

    private String latest(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(house.core.letters.getLast().text());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void the_new_address_is_confirmed_by_whoever_reads_its_mail_and_the_old_one_is_told()
            throws Exception {
        HttpResponse<String> asked = ask("ada@example.net", PASSWORD);
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(asked.body()).isEmpty();
        assertThat(logIn("ada@example.net").statusCode()).isEqualTo(401);
        String body = "{\"token\":\"" + latest("/email#(\\S+)") + "\"}";

        assertThat(post("/v1/auth/email", body).statusCode()).isEqualTo(204);

        assertThat(house.get("/v1/me", bearing).body()).contains("\"ada@example.net\"");
        assertThat(logIn("ada@example.net").statusCode()).isEqualTo(200);
        assertThat(logIn("ada@example.org").statusCode()).isEqualTo(401);
        assertThat(house.core.letters.getLast().to().text()).isEqualTo("ada@example.org");
        assertThat(post("/v1/auth/email", body).statusCode()).isEqualTo(422);
    }

    @Test
    void an_address_of_another_is_answered_alike_and_is_not_taken() throws Exception {
        open("bob@example.org");
        HttpResponse<String> taken = ask("bob@example.org", PASSWORD);
        HttpResponse<String> free = ask("eve@example.org", PASSWORD);

        assertThat(taken.statusCode()).isEqualTo(free.statusCode());
        assertThat(taken.body()).isEqualTo(free.body());
        assertThat(taken.headers().map().keySet()).isEqualTo(free.headers().map().keySet());
        assertThat(house.get("/v1/me", bearing).body()).contains("\"ada@example.org\"");
    }

    @Test
    void the_password_is_asked_for_and_visitors_and_keys_have_none() throws Exception {
        String body = "{\"email\":\"ada@example.net\",\"current_password\":\"x\"}";
        int before = house.core.letters.size();

        assertThat(ask("ada@example.net", "a tide of one sea").body())
                .contains("\"field\":\"current_password\"");
        assertThat(post("/v1/me/email", body).statusCode()).isEqualTo(401);
        assertThat(post("/v1/me/email", body, "Authorization", house.bearer(Tier.PRO)).statusCode())
                .isEqualTo(422);
        assertThat(house.core.letters).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{} | email",
                "{\"email\":\"ada@example.net\"} | current_password",
                "{\"email\":\"ada\",\"current_password\":\"x\"} | email",
                "{\"email\":\"ada@example.net\",\"current_password\":\"x\",\"staff\":true} | staff"
            })
    void what_cannot_be_asked_is_told_by_field(String body, String field) throws Exception {
        HttpResponse<String> refused = post("/v1/me/email", body, bearing);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"field\":\"" + field + "\"");
        assertThat(post("/v1/auth/email", "{\"token\":\"never sent\"}").statusCode())
                .isEqualTo(422);
    }
}

package com.compareintel.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import com.compareintel.http.House;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CallersTest {
    private static final String BODY = "{\"prompt\":\"Why?\",\"models\":[\"a/one\"]}";

    private final House house = House.open(Map.of("http-api.trusted-proxies", "127.0.0.1"));

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> compare(String... headers) throws Exception {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Prefer";
        all[headers.length + 1] = "respond-async";
        return house.send("POST", "/v1/comparisons", BODY, all);
    }

    private static String setCookie(HttpResponse<?> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private static String cookie(HttpResponse<?> response) {
        return setCookie(response).split(";", 2)[0];
    }

    private static void assertUnauthenticated(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("\"code\":\"unauthenticated\"");
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER %s", "Bearer   %s"})
    void a_good_key_is_taken(String form) throws Exception {
        String key = house.account(Tier.STARTER).secret();

        HttpResponse<String> response =
                house.get("/v1/credits", "Authorization", form.formatted(key));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"tier\":\"starter\"");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer ci_",
                "Bearer ci_short",
                "Bearer ci_0123456789012345678901234567890123456789",
                "Bearer eyJhbGciOiJIUzI1NiJ9.e30.ZRrHA1JJJW8opsbCGfG_HACGpVUMN_a9IV7pAx_Zmeo",
                "Basic dXNlcjpwYXNzd29yZA==",
                "Digest username=x",
                "ci_0123456789012345678901234567890123456789",
                "nonsense"
            })
    void a_bad_credential_is_refused_and_never_anonymous(String authorization) throws Exception {
        assertUnauthenticated(house.get("/v1/credits", "Authorization", authorization));
        assertUnauthenticated(compare("Authorization", authorization));
        assertThat(house.core.books.comparisons().conversations()).isEmpty();
    }

    @Test
    void a_key_that_is_well_formed_but_of_nobody_any_more_is_refused() throws Exception {
        ApiKey never = ApiKey.generate(new Random(99));

        assertUnauthenticated(house.get("/v1/models", "Authorization", "Bearer " + never.secret()));
    }

    @Test
    void a_good_key_with_one_letter_wrong_is_refused() throws Exception {
        String key = house.account(Tier.FREE).secret();
        char last = key.charAt(key.length() - 1);
        String wrong = key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a');

        assertUnauthenticated(house.get("/v1/credits", "Authorization", "Bearer " + wrong));
    }

    @Test
    void a_good_cookie_does_not_help_a_bad_key() throws Exception {
        String cookie = cookie(compare());

        assertUnauthenticated(
                house.get("/v1/conversations", "Authorization", "Bearer ci_bad", "Cookie", cookie));
    }

    @Test
    void a_key_goes_before_a_cookie() throws Exception {
        String cookie = cookie(compare());

        HttpResponse<String> response =
                house.get(
                        "/v1/conversations",
                        "Authorization",
                        house.bearer(Tier.FREE),
                        "Cookie",
                        cookie);

        assertThat(response.body()).contains("\"data\":[]");
    }

    @Test
    void a_visitor_gets_a_cookie_that_scripts_and_other_sites_cannot_use() throws Exception {
        HttpResponse<String> response = compare();

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(setCookie(response))
                .matches("ci_visitor=[A-Za-z0-9_-]{43};.*")
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Lax", "Path=/", "Max-Age=7776000")
                .doesNotContain("Domain", "Secure");
    }

    @Test
    void behind_https_the_cookie_is_secure_and_bound_to_the_host() throws Exception {
        try (House secure = House.open(Map.of("http-api.public-url", "https://compare.example"))) {
            HttpResponse<String> response =
                    secure.send("POST", "/v1/comparisons", BODY, "Prefer", "respond-async");

            assertThat(setCookie(response))
                    .startsWith("__Host-ci_visitor=")
                    .containsIgnoringCase("HttpOnly")
                    .contains("Secure", "SameSite=Lax", "Path=/")
                    .doesNotContain("Domain");
        }
    }

    @Test
    void a_cookie_owns_what_was_made_with_it_and_is_not_set_again() throws Exception {
        HttpResponse<String> made = compare();
        String place = made.headers().firstValue("Location").orElseThrow();

        HttpResponse<String> mine = house.get(place, "Cookie", cookie(made));
        HttpResponse<String> nobodys = house.get(place);
        house.core.says("a/one", "x");
        house.core.ends("a/one");
        HttpResponse<String> next = compare("Cookie", "theme=dark; " + cookie(made));

        assertThat(mine.statusCode()).isEqualTo(200);
        assertThat(nobodys.statusCode()).isEqualTo(404);
        assertThat(next.statusCode()).isEqualTo(202);
        assertThat(next.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ci_visitor=",
                "ci_visitor=short",
                "ci_visitor=00000000000000000000000000000000000000000000",
                "ci_visitor=000000000000000000000000000000000000000000!",
                "__Host-ci_visitor=0000000000000000000000000000000000000000000",
                "other=0000000000000000000000000000000000000000000"
            })
    void what_is_none_of_our_cookies_makes_a_newcomer(String forged) throws Exception {
        HttpResponse<String> response = compare("Cookie", forged);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(cookie(response)).matches("ci_visitor=[A-Za-z0-9_-]{43}").isNotEqualTo(forged);
    }

    @Test
    void a_made_up_cookie_owns_nothing_and_its_network_pays() throws Exception {
        HttpResponse<String> made = compare();
        String madeUp = "ci_visitor=" + "0".repeat(43);

        HttpResponse<String> list = house.get("/v1/conversations", "Cookie", madeUp);
        HttpResponse<String> credits = house.get("/v1/credits", "Cookie", madeUp);

        assertThat(made.statusCode()).isEqualTo(202);
        assertThat(list.body()).contains("\"data\":[]");
        assertThat(credits.body()).contains("\"held\":1");
    }

    @Test
    void clearing_cookies_refills_nothing() throws Exception {
        compare();

        assertThat(house.get("/v1/credits").body()).contains("\"held\":1", "\"remaining\":49");
        assertThat(house.get("/v1/credits", "X-Forwarded-For", "203.0.113.9").body())
                .contains("\"held\":0", "\"remaining\":50");
    }

    @Test
    void a_newcomer_that_repeats_its_request_is_given_the_same_cookie() throws Exception {
        String key = "a-key-that-is-long-enough";

        HttpResponse<String> first = compare("Idempotency-Key", key);
        HttpResponse<String> again = compare("Idempotency-Key", key);
        String place = first.headers().firstValue("Location").orElseThrow();

        assertThat(cookie(again)).isEqualTo(cookie(first));
        assertThat(again.headers().firstValue("Location")).hasValue(place);
        assertThat(house.get(place, "Cookie", cookie(again)).statusCode()).isEqualTo(200);
    }

    @Test
    void the_same_key_from_another_network_is_another_visitors() throws Exception {
        String key = "a-key-that-is-long-enough";

        HttpResponse<String> here = compare("Idempotency-Key", key);
        HttpResponse<String> there =
                compare("Idempotency-Key", key, "X-Forwarded-For", "203.0.113.9");

        assertThat(there.statusCode()).isEqualTo(202);
        assertThat(cookie(there)).isNotEqualTo(cookie(here));
        assertThat(there.headers().firstValue("Location"))
                .isNotEqualTo(here.headers().firstValue("Location"));
    }

    @Test
    void where_visitors_are_switched_off_they_may_look_but_not_spend() throws Exception {
        TierTable standard = TierTable.standard();
        TierTable closed =
                new TierTable(
                        standard.tiers(),
                        standard.overagePrice(),
                        standard.networkComparisonsPerMinute(),
                        standard.networkOpenAtOnce(),
                        standard.siteAllowances(),
                        standard.trial(),
                        Credits.NONE);
        try (House forMembers = House.open(closed)) {
            HttpResponse<String> refused = forMembers.send("POST", "/v1/comparisons", BODY);
            HttpResponse<String> estimate =
                    forMembers.send("POST", "/v1/comparisons/estimate", BODY);
            HttpResponse<String> member =
                    forMembers.send(
                            "POST",
                            "/v1/comparisons",
                            BODY,
                            "Authorization",
                            forMembers.bearer(Tier.FREE),
                            "Prefer",
                            "respond-async");

            assertUnauthenticated(refused);
            assertUnauthenticated(estimate);
            assertThat(member.statusCode()).isEqualTo(202);
            assertThat(forMembers.get("/v1/models").statusCode()).isEqualTo(200);
            assertThat(forMembers.get("/v1/credits").body()).contains("\"remaining\":0");
        }
    }
}

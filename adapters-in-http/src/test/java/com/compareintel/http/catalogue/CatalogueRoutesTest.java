package com.compareintel.http.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.House;
import com.compareintel.http.JsonText;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CatalogueRoutesTest {
    private final House house = House.open();

    @BeforeEach
    void sell() {
        house.core.catalogue.set(catalogue("v1"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Catalogue catalogue(String version) {
        return Catalogue.of(
                version,
                List.of(
                        card("cheap/one", Tier.ANONYMOUS),
                        card("middle/two", Tier.FREE),
                        card("dear/three", Tier.STARTER),
                        card("a/b/c:free", Tier.ANONYMOUS),
                        card("odd/50%+ü?#", Tier.ANONYMOUS)));
    }

    private static ModelCard card(String id, Tier minimum) {
        return new ModelCard(
                new ModelId(id),
                "A \"name\" <b>",
                "maker",
                "described",
                128_000,
                OptionalLong.of(16_000),
                List.of("text", "image"),
                Set.of("temperature", "seed"),
                Reasoning.NONE,
                ModelPrice.flat(new Rates(Usd.of("0.00000015"), Usd.of("0.0000006"), Usd.ZERO)),
                minimum);
    }

    @Test
    void models_come_in_their_order_with_all_their_fields() throws Exception {
        JsonNode data = JsonText.of(house.get("/v1/models")).get("data");

        assertThat(data.findValuesAsText("id"))
                .containsExactly(
                        "cheap/one", "middle/two", "dear/three", "a/b/c:free", "odd/50%+ü?#");
        JsonNode first = data.get(0);
        assertThat(JsonText.fields(first))
                .containsExactly(
                        "id",
                        "name",
                        "provider",
                        "description",
                        "context_length",
                        "max_output_tokens",
                        "input_modalities",
                        "supported_parameters",
                        "pricing",
                        "minimum_tier",
                        "available");
        assertThat(first.toString())
                .contains(
                        "\"context_length\":128000,\"max_output_tokens\":16000",
                        "\"input_modalities\":[\"text\",\"image\"]",
                        "\"supported_parameters\":[\"seed\",\"temperature\"]",
                        "{\"input_usd_per_million\":\"0.15\",\"output_usd_per_million\":\"0.6\"}",
                        "\"minimum_tier\":\"anonymous\"");
    }

    @ParameterizedTest
    @CsvSource({
        "visitor, true, false, false",
        "FREE, true, true, false",
        "STARTER, true, true, true",
        "PRO_PLUS, true, true, true"
    })
    void what_is_available_depends_on_the_caller(
            String who, boolean cheap, boolean middle, boolean dear) throws Exception {
        String[] headers =
                who.equals("visitor")
                        ? new String[0]
                        : new String[] {"Authorization", house.bearer(Tier.valueOf(who))};

        JsonNode data = JsonText.of(house.get("/v1/models", headers)).get("data");

        List<Boolean> available = new ArrayList<>();
        data.forEach(model -> available.add(model.get("available").booleanValue()));
        assertThat(available.subList(0, 3)).containsExactly(cheap, middle, dear);
        JsonNode one = JsonText.of(house.get("/v1/models/dear/three", headers));
        assertThat(one.get("available").booleanValue()).isEqualTo(dear);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cheap/one            | cheap/one",
                "cheap%2Fone          | cheap/one",
                "cheap%2fone          | cheap/one",
                "a/b/c:free           | a/b/c:free",
                "a%2Fb%2Fc%3Afree     | a/b/c:free",
                "odd/50%25+%C3%BC%3F%23 | odd/50%+ü?#",
                "odd%2F50%25%2B%C3%BC%3F%23 | odd/50%+ü?#"
            })
    void a_model_is_found_by_its_id_plain_or_encoded(String path, String id) throws Exception {
        HttpResponse<String> response = house.get("/v1/models/" + path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JsonText.of(response).get("id").textValue()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody/nothing",
                "cheap",
                "cheap/one/more",
                "CHEAP/ONE",
                "%20",
                "cheap%00one",
                "cheap%252Fone",
                "..%2Fcheap%2Fone"
            })
    void a_model_that_is_not_sold_is_not_found(String path) throws Exception {
        HttpResponse<String> response = house.get("/v1/models/" + path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"code\":\"not_found\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/tiers"})
    void a_list_has_a_strong_tag_that_differs_by_tier(String path) throws Exception {
        HttpResponse<String> visitor = house.get(path);
        HttpResponse<String> free = house.get(path, "Authorization", house.bearer(Tier.FREE));
        HttpResponse<String> alsoFree = house.get(path, "Authorization", house.bearer(Tier.FREE));
        HttpResponse<String> pro = house.get(path, "Authorization", house.bearer(Tier.PRO));

        assertThat(tag(visitor)).matches("\"[!#-~]+\"");
        assertThat(tag(alsoFree)).isEqualTo(tag(free));
        assertThat(Set.of(tag(visitor), tag(free), tag(pro))).hasSize(3);
        for (HttpResponse<String> response : List.of(visitor, free, pro)) {
            assertThat(response.headers().firstValue("Cache-Control"))
                    .get()
                    .asString()
                    .startsWith("private");
        }
    }

    private static String tag(HttpResponse<?> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/tiers"})
    void what_has_not_changed_is_not_sent_again(String path) throws Exception {
        String tag = tag(house.get(path));

        for (String known : List.of(tag, "\"x\", " + tag, "W/" + tag, "*")) {
            HttpResponse<String> response = house.get(path, "If-None-Match", known);

            assertThat(response.statusCode()).isEqualTo(304);
            assertThat(response.body()).isEmpty();
            assertThat(tag(response)).isEqualTo(tag);
            assertThat(response.headers().firstValue("Cache-Control")).isPresent();
        }
        for (String other : List.of("\"x\"", tag.replace("\"", ""), "")) {
            assertThat(house.get(path, "If-None-Match", other).statusCode()).isEqualTo(200);
        }
        assertThat(
                        house.get(
                                        path,
                                        "If-None-Match",
                                        tag,
                                        "Authorization",
                                        house.bearer(Tier.PRO))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void other_models_have_another_tag() throws Exception {
        String before = tag(house.get("/v1/models"));

        house.core.catalogue.set(catalogue("v2"));

        assertThat(house.get("/v1/models", "If-None-Match", before).statusCode()).isEqualTo(200);
        assertThat(tag(house.get("/v1/models"))).isNotEqualTo(before);
    }

    @Test
    void each_caller_is_shown_its_own_list_whoever_asked_before_and_the_models_of_now()
            throws Exception {
        String paying = house.bearer(Tier.PRO);
        for (String version : List.of("v1", "v2", "v1")) {
            house.core.catalogue.set(
                    Catalogue.of(
                            version,
                            List.of(
                                    card("cheap/" + version, Tier.ANONYMOUS),
                                    card("dear/one", Tier.PRO))));
            for (int i = 0; i < 2; i++) {
                JsonNode visitors = JsonText.of(house.get("/v1/models")).get("data");
                JsonNode payers =
                        JsonText.of(house.get("/v1/models", "Authorization", paying)).get("data");

                assertThat(visitors.findValuesAsText("available")).containsExactly("true", "false");
                assertThat(payers.findValuesAsText("available")).containsExactly("true", "true");
                assertThat(payers.findValuesAsText("id"))
                        .containsExactly("cheap/" + version, "dear/one");
            }
        }
    }

    @Test
    void versions_that_differ_at_their_end_or_contain_anything_have_good_tags_of_their_own()
            throws Exception {
        String long1 = "0123456789".repeat(5) + "a";
        String long2 = "0123456789".repeat(5) + "b";
        List<String> tags = new ArrayList<>();
        for (String version : List.of(long1, long2, "with \"quotes\"\r\nX-Evil: 1", "ü")) {
            house.core.catalogue.set(Catalogue.of(version, List.of(Samples.card("a/one"))));
            HttpResponse<String> response = house.get("/v1/models");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(tag(response)).matches("\"[!#-~]+\"");
            tags.add(tag(response));
        }
        assertThat(tags).doesNotHaveDuplicates();
    }

    @Test
    void before_the_provider_has_answered_models_are_unavailable() throws Exception {
        house.core.catalogue.set(Catalogue.NEVER_READ);

        for (String path : List.of("/v1/models", "/v1/models/cheap/one")) {
            HttpResponse<String> response = house.get(path);

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("\"code\":\"unavailable\"");
            assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        }
        assertThat(house.get("/v1/tiers").statusCode()).isEqualTo(200);
    }

    @Test
    void the_tier_table_is_the_published_one() throws Exception {
        JsonNode data = JsonText.of(house.get("/v1/tiers")).get("data");

        assertThat(data.findValuesAsText("tier"))
                .containsExactly("anonymous", "free", "starter", "starter_plus", "pro", "pro_plus");
        assertThat(data.get(0).toString())
                .isEqualTo(
                        "{\"tier\":\"anonymous\",\"monthly_price_usd\":null,"
                                + "\"models_per_comparison\":3,\"credits\":50,\"period\":\"day\","
                                + "\"conversations_shown\":2,\"presets\":2,\"overage\":false,"
                                + "\"overage_usd_per_credit\":null,\"comparisons_per_minute\":5,"
                                + "\"open_at_once\":1}");
        assertThat(data.get(4).toString())
                .isEqualTo(
                        "{\"tier\":\"pro\",\"monthly_price_usd\":\"39\","
                                + "\"models_per_comparison\":9,\"credits\":3300,"
                                + "\"period\":\"month\",\"conversations_shown\":40,\"presets\":15,"
                                + "\"overage\":true,\"overage_usd_per_credit\":\"0.013\","
                                + "\"comparisons_per_minute\":30,\"open_at_once\":6}");
    }
}

package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.compareintel.openrouter.local.ReceivedRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/fairness.md` shows what models are sent; here the very same is sent, and compared to the
/// letter.
final class FairnessJourney {
    /// Surefire starts a test in the directory of its module.
    private static final Path PAGE = Path.of("../docs/fairness.md");

    private static final Pattern SESSION = Pattern.compile("(\"session_id\":\")[0-9a-f-]{36}\"");

    /// A heading with a body below it.
    private static final Pattern BODY =
            Pattern.compile("^### (.+)\\n(?:(?!#).*\\n)*?```json$", Pattern.MULTILINE);

    private static final String OWN_PATH = "com/compareintel/app/journeys/FairnessJourney.java";

    private static final String KEEPING = "fake/caches-marked";

    private static final JsonMapper EXACT =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /// The body that the page shows under this heading, without its line breaks.
    private static String shown(String heading) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("\n### " + heading + "\n");
        assertThat(from).as("a heading %s", heading).isNotNegative();
        int begin = page.indexOf("```json\n", from) + "```json\n".length();
        return EXACT.readTree(page.substring(begin, page.indexOf("\n```", begin))).toString();
    }

    @Test
    void every_body_on_the_page_is_one_that_is_sent_here() throws IOException {
        String page = Files.readString(PAGE);
        String tests = Files.readString(Path.of("src/test/java", OWN_PATH));

        List<String> headings = BODY.matcher(page).results().map(body -> body.group(1)).toList();

        assertThat(headings)
                .hasSize(page.split("```json", -1).length - 1)
                .allMatch(heading -> tests.contains("shown(\"" + heading + "\")"));
    }

    /// The body that this model was sent last, the conversation's id left out.
    private static String sent(RunningProduct product, String model) {
        return anonymous(product.upstream().requests().of(model).getLast().body());
    }

    private static String anonymous(String body) {
        return SESSION.matcher(body).replaceAll("$1…\"");
    }

    private static RunningProduct.Options options() {
        return RunningProduct.options().set("upstream.cache-marks", "fake/*");
    }

    private static Client client(RunningProduct product) {
        return Client.withKey(product.uri(), product.key(Tier.PRO));
    }

    /// A question with everything that can be asked for.
    private static ObjectNode everything(String... models) {
        ObjectNode body = Client.body("Explain tides.", models).put("system", "Be brief.");
        body.putObject("parameters")
                .put("temperature", 0.7)
                .put("top_p", 0.9)
                .put("max_output_tokens", 2000)
                .put("seed", 42)
                .put("reasoning_effort", "low");
        return body;
    }

    /// Asks twice; the first answer is three words.
    private static JsonNode followUp(RunningProduct product, Client client) {
        product.upstream().behave(KEEPING, "count-3");
        ObjectNode first = Client.body("Explain tides.", KEEPING).put("system", "Be brief.");
        String conversation = client.post("/v1/comparisons", first).text("conversation_id");
        ObjectNode second =
                Client.body("Why twice a day?", KEEPING)
                        .put("system", "Be brief.")
                        .put("conversation_id", conversation);
        return client.post("/v1/comparisons", second).json();
    }

    @Test
    void a_bare_question_is_sent_as_the_page_shows() throws Exception {
        try (RunningProduct product = RunningProduct.start(options());
                Client client = client(product)) {
            client.post("/v1/comparisons", Client.body("Explain tides.", "fake/ok"));

            assertThat(sent(product, "fake/ok")).isEqualTo(shown("A bare question"));
            ReceivedRequest request = product.upstream().requests().of("fake/ok").getLast();
            assertThat(request.path()).isEqualTo("/api/v1/chat/completions");
            assertThat(request.headers().keySet())
                    .isEqualTo(
                            Set.of(
                                    "host",
                                    "content-type",
                                    "content-length",
                                    "accept",
                                    "user-agent",
                                    "x-openrouter-title"));
        }
    }

    @Test
    void every_parameter_is_sent_as_the_page_shows_to_models_that_heed_it() throws Exception {
        try (RunningProduct product = RunningProduct.start(options());
                Client client = client(product)) {
            List<EventStream.Event> events;
            try (EventStream stream =
                    client.stream(everything("fake/reasoning-20", "fake/few-parameters"))) {
                events = stream.rest();
            }

            assertThat(sent(product, "fake/reasoning-20")).isEqualTo(shown("With every parameter"));
            assertThat(sent(product, "fake/few-parameters"))
                    .isEqualTo(shown("To a model that heeds none of them"));
            assertThat(ignored(events, "fake/reasoning-20")).isEqualTo("[]");
            assertThat(ignored(events, "fake/few-parameters"))
                    .isEqualTo("[\"temperature\",\"top_p\",\"seed\",\"reasoning_effort\"]");
        }
    }

    private static String ignored(List<EventStream.Event> events, String model) {
        return events.stream()
                .filter(event -> event.name().equals("answer.started"))
                .filter(event -> event.model().equals(model))
                .map(event -> event.data().path("ignored_parameters").toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_follow_up_is_sent_as_the_page_shows_with_marks() throws Exception {
        try (RunningProduct product = RunningProduct.start(options());
                Client client = client(product)) {
            followUp(product, client);

            assertThat(sent(product, KEEPING)).isEqualTo(shown("A follow-up, marked"));
        }
    }

    @Test
    void plain_servers_are_sent_what_the_page_shows() throws Exception {
        try (RunningProduct product =
                        RunningProduct.start(options().set("upstream.dialect", "openai"));
                Client client = client(product)) {
            followUp(product, client);
            assertThat(sent(product, KEEPING))
                    .isEqualTo(shown("The same follow-up, to a plain server"));

            client.post("/v1/comparisons", everything("fake/reasoning-20"));
            assertThat(sent(product, "fake/reasoning-20"))
                    .isEqualTo(shown("With every parameter, to a plain server"));
        }
    }

    @Test
    void a_pinned_model_is_asked_as_the_page_shows() throws Exception {
        try (RunningProduct product =
                        RunningProduct.start(
                                options().set("upstream.pins", "fake/ok=fake-provider|other"));
                Client client = client(product)) {
            JsonNode answer =
                    client.post("/v1/comparisons", Client.body("Explain tides.", "fake/ok"))
                            .json()
                            .at("/answers/0");

            assertThat(sent(product, "fake/ok")).isEqualTo(shown("A pinned model"));
            assertThat(answer.path("served_by").asText()).isEqualTo("Fake Provider");
        }
    }

    @Test
    void all_models_are_sent_the_same_but_for_their_names() throws Exception {
        try (RunningProduct product = RunningProduct.start(options());
                Client client = client(product)) {
            List<String> models = List.of("fake/unique-01", "fake/unique-02", "fake/unique-03");

            client.post("/v1/comparisons", Client.body("Explain tides.", models));

            assertThat(models)
                    .extracting(model -> sent(product, model).replace(model, "model"))
                    .hasSize(3)
                    .containsOnly(
                            sent(product, models.getFirst()).replace(models.getFirst(), "model"));
        }
    }

    @Test
    void what_a_provider_kept_is_told_and_costs_less() throws Exception {
        try (RunningProduct product = RunningProduct.start(options());
                Client client = client(product)) {
            JsonNode second = followUp(product, client);
            ObjectNode again =
                    Client.body("And at the poles?", KEEPING)
                            .put("system", "Be brief.")
                            .put("conversation_id", second.path("conversation_id").asText());

            JsonNode third = client.post("/v1/comparisons", again).json().at("/answers/0");

            var rows = product.upstream().book().rowsOf(KEEPING);
            assertThat(rows).hasSize(3);
            assertThat(rows.get(1).cacheWriteTokens()).isPositive();
            assertThat(rows.get(2).cachedTokens()).isEqualTo(rows.get(1).cacheWriteTokens());
            assertThat(third.at("/usage/cached_tokens").asInt())
                    .isEqualTo(rows.get(2).cachedTokens());
            assertThat(third.path("cost_usd").asText())
                    .isEqualTo(rows.get(2).cost().stripTrailingZeros().toPlainString());
            assertThat(third.path("cost_source").asText()).isEqualTo("provider");
        }
    }

    @Test
    void who_served_is_kept_of_answers_that_break_off_too() throws JsonProcessingException {
        try (RunningProduct product = RunningProduct.start(options());
                Client client = client(product)) {
            String id =
                    client.post(
                                    "/v1/comparisons",
                                    Client.body(
                                            "Explain tides.",
                                            "fake/not-streamed",
                                            "fake/error-after-5",
                                            "fake/truncate-after-5"))
                            .text("id");

            JsonNode stored = client.get("/v1/comparisons/" + id).json();

            assertThat(stored.path("answers"))
                    .hasSize(3)
                    .allMatch(answer -> answer.path("served_by").asText().equals("Fake Provider"))
                    .allMatch(answer ->
                            answer.path("served_model")
                                    .asText()
                                    .equals(answer.path("model").asText()));
        }
    }
}

package com.compareintel.openrouter.local;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Models that misbehave. `fake/` followed by any behaviour of the [Vocabulary] can be called;
/// these samples are also listed, so that a product sells them.
final class FaultModels {
    private static final String FAMILY = "fake/";
    private static final String PROVIDER = "Fake Provider";

    private static final List<String> BEHAVIOURS =
            List.of(
                    // Ordinary answers, for measuring and for telling apart
                    "ok",
                    "count-500",
                    "rate-50-count-200",
                    "rate-20-count-1000",
                    "reasoning-20",
                    "reasoning-20-reasoning-summary",
                    "reasoning-20-reasoning-encrypted",
                    "dated-slug",
                    // Shapes a parser has to bear
                    "crlf",
                    "cr",
                    "bom",
                    "no-space",
                    "data-lines",
                    "split-bytes-count-60",
                    "slow-bytes-20000",
                    "comments-17",
                    "comments-between",
                    "first-empty",
                    "finish-empty",
                    "finish-twice",
                    "role-once",
                    "content-null",
                    "content-absent",
                    "unknown-fields",
                    "service-tier-null",
                    "no-done",
                    "annotations-100",
                    "wrong-content-type",
                    "not-streamed",
                    // Usage and cost
                    "usage-empty",
                    "usage-repeats",
                    "usage-none",
                    "usage-late-200",
                    "cost-absent",
                    "cost-null",
                    "cost-zero",
                    "cost-exponent",
                    "cost-absent-lookup-404-3",
                    "usage-none-lookup-404-1000",
                    "lookup-404-2",
                    // Refusals before the first byte
                    "status-200",
                    "status-400",
                    "status-400-type-context_length_exceeded",
                    "status-400-type-content_policy_violation",
                    "status-401",
                    "status-402",
                    "status-402-in-flight-retry-after-1",
                    "status-403",
                    "status-404",
                    "status-408",
                    "status-412",
                    "status-413",
                    "status-422",
                    "status-429",
                    "status-429-retry-after-1",
                    "status-429-retry-after-3600",
                    "status-429-platform",
                    "status-429-untyped",
                    "status-429-final",
                    "status-500",
                    "status-500-type-unmapped",
                    "status-502",
                    "status-502-html",
                    "status-502-untyped",
                    "status-502-empty-body",
                    "status-503",
                    "status-503-retry-after-1",
                    "status-503-final",
                    "status-404-retryable",
                    "status-504",
                    "status-524-html",
                    "status-529",
                    "html-200",
                    "redirect",
                    "fail-1-status-502",
                    "fail-2-status-503",
                    "fail-2-status-429-retry-after-1",
                    "fail-1-reset",
                    "fail-1-error-after-0",
                    "fail-5-status-502",
                    // Troubles of the connection
                    "silence",
                    "hang-up",
                    "reset",
                    "stall-after-0",
                    "stall-after-5",
                    "comments-after-0",
                    "comments-after-5",
                    "truncate-after-0",
                    "truncate-after-5",
                    "reset-after-5",
                    "cut-at-700",
                    "end-at-700",
                    // Troubles inside the stream
                    "error-after-0",
                    "error-after-5",
                    "error-after-5-code-429-with-usage",
                    "error-after-5-code-server_error",
                    "error-after-5-finish-null",
                    "error-after-5-choices-empty-then-done",
                    "invalid-json-after-5",
                    "finish-blank",
                    "empty",
                    "empty-finish-blank",
                    "reasoning-only",
                    "filter-after-0",
                    "filter-after-5",
                    "long-line",
                    "huge",
                    // Cancelling
                    "rate-50-count-500-ignores-cancel");

    /// Twelve make the widest comparison; four more let one be left out.
    private static final int UNIQUE_MODELS = 16;

    private FaultModels() {}

    static List<FakeModel> all() {
        var unique =
                Stream.iterate(1, n -> n <= UNIQUE_MODELS, n -> n + 1)
                        .map("unique-%02d"::formatted);
        var behaving =
                Stream.concat(BEHAVIOURS.stream(), unique)
                        .map(behaviour -> named(FAMILY + behaviour).orElseThrow());
        return Stream.concat(behaving, oddlyListed().stream()).toList();
    }

    /// The model whose id spells its behaviour; empty if `id` is of another family or not in the
    /// vocabulary.
    static Optional<FakeModel> named(String id) {
        if (!id.startsWith(FAMILY)) {
            return Optional.empty();
        }
        var behaviour = id.substring(FAMILY.length());
        return Vocabulary.parse(behaviour)
                .map(script -> {
                    var meaning = Vocabulary.meaning(behaviour).orElse(behaviour);
                    var model =
                            FakeModel.usual(
                                    id,
                                    "Fake · " + behaviour.replace('-', ' '),
                                    "A fault to test with: " + meaning + ".",
                                    PROVIDER,
                                    script);
                    return script.at(Dial.REASONING) > 0 ? model.reasoning() : model;
                });
    }

    /// Models that behave, but whose list entries are unusual.
    private static List<FakeModel> oddlyListed() {
        var standard = Prices.standard();
        return List.of(
                odd("price-23-digits")
                        .priced(
                                new Prices(
                                        Map.of(
                                                "prompt",
                                                "0.00000008333333333333334",
                                                "completion",
                                                "0.00000033333333333333333"),
                                        List.of())),
                odd("price-overrides")
                        .priced(
                                standard.specially(
                                        new Prices.Special(
                                                200,
                                                "",
                                                "",
                                                Map.of(
                                                        "prompt",
                                                        "0.0000002",
                                                        "completion",
                                                        "0.0000008")),
                                        new Prices.Special(
                                                0,
                                                "2200",
                                                "0600",
                                                Map.of("completion", "0.0000003")))),
                odd("price-dynamic").priced(standard.with("prompt", "-1").with("completion", "-1")),
                odd("price-no-completion").priced(standard.without("completion")),
                odd("price-not-a-number").priced(standard.with("completion", "varies")),
                odd("price-request-fee").priced(standard.with("request", "0.002")),
                odd("price-internal-reasoning")
                        .priced(standard.with("internal_reasoning", "0.0000009"))
                        .behaving(Script.ORDINARY.turn(Dial.REASONING, 20))
                        .reasoning(),
                odd("price-image-and-search")
                        .priced(standard.with("image", "0.001").with("web_search", "0.005")),
                odd("caches-marked")
                        .priced(
                                standard.with("input_cache_read", "0.00000001")
                                        .with("input_cache_write", "0.000000125")),
                odd("caches-alone").priced(standard.with("input_cache_read", "0.000000025")),
                odd("price-middle").priced(Prices.perMillion("1", "4")),
                odd("price-dear").priced(Prices.perMillion("5", "75")),
                odd("price-free:free").priced(Prices.perMillion("0", "0")),
                odd("no-completion-limit").limitedTo(32_768, null),
                odd("no-limits").limitedTo(null, null),
                odd("small-window").limitedTo(1_024, 512),
                odd("few-parameters").supporting("max_tokens"),
                FakeModel.usual(
                        "~fake/latest",
                        "Fake · latest",
                        "An alias of the newest fake.",
                        PROVIDER,
                        Script.ORDINARY.with(Quirk.DATED_SLUG)));
    }

    private static FakeModel odd(String name) {
        return FakeModel.usual(
                FAMILY + name,
                "Fake · " + name.replace('-', ' '),
                "Answers in the ordinary way; its list entry is unusual.",
                PROVIDER,
                Script.ORDINARY);
    }
}

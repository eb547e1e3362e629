package com.compareintel.app.security;

import static com.compareintel.core.account.Scope.COMPARE;
import static com.compareintel.core.account.Scope.MANAGE;
import static com.compareintel.core.account.Scope.READ;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every operation of the contract with what it takes to use it. One that is missing here fails the
/// build, and so does an input that neither holds a [Thing] nor is [#INNOCENT].
final class Rules {
    /// Inputs that name nothing anybody could own.
    static final Set<String> INNOCENT =
            Set.of(
                    // words and numbers
                    "prompt",
                    "system",
                    "title",
                    "name",
                    "q",
                    "parameters",
                    "temperature",
                    "top_p",
                    "max_output_tokens",
                    "seed",
                    "reasoning_effort",
                    "limit",
                    "expires_at",
                    "caps",
                    "daily_credits",
                    "monthly_credits",
                    "comparison_credits",
                    "month",
                    "time_zone",
                    "reason",
                    "credits",
                    "limit_usd",
                    "pricing",
                    "input_usd_per_million",
                    "output_usd_per_million",
                    "request_usd",
                    "from",
                    "to",
                    // choices
                    "state",
                    "group_by",
                    "format",
                    "scopes",
                    "store",
                    "cancel_on_disconnect",
                    "cookies",
                    "theme",
                    "enabled",
                    "hidden",
                    "minimum_tier",
                    "tier",
                    "role",
                    "suspended",
                    "Prefer",
                    "If-None-Match",
                    // which everybody may see; who may use them is proven by tiers
                    "model",
                    "models",
                    "default_models",
                    "default_parameters",
                    // secrets, which let in whoever knows them
                    "password",
                    "current_password",
                    "new_password",
                    "token",
                    "code",
                    "refresh_token",
                    "device_token");

    private static final String QUESTION =
            """
            {"prompt": "Why?", "models": ["fake/ok-count-3"], "conversation_id": "{CONVERSATION?}"}
            """;

    private static final String PRESET =
            """
            {"name": "seized", "models": ["fake/ok-count-3"]}
            """;

    private static final String REASON = "{\"reason\": \"because\"}";

    private static final List<Rule> ALL =
            List.of(
                    Rule.of("POST /v1/comparisons", COMPARE)
                            .header("Idempotency-Key", "{IDEMPOTENCY_KEY?}")
                            .body(QUESTION),
                    Rule.of("POST /v1/comparisons/estimate", COMPARE).body(QUESTION),
                    Rule.of("GET /v1/comparisons/{id}", COMPARE, READ).id("{COMPARISON}"),
                    Rule.of("GET /v1/comparisons/{id}/events", COMPARE, READ)
                            .id("{COMPARISON}")
                            .query("after", "{EVENT?}")
                            .header("Last-Event-ID", "{EVENT?}"),
                    Rule.of("POST /v1/comparisons/{id}/cancel", COMPARE)
                            .id("{COMPARISON}")
                            .body("{}")
                            .ownersStatus(409),
                    Rule.any("GET /v1/models"),
                    Rule.any("GET /v1/models/{id}").id("fake/ok"),
                    Rule.any("GET /v1/tiers"),
                    Rule.of("GET /v1/credits", COMPARE, READ),
                    Rule.of("GET /v1/credits/entries", READ).query("cursor", "{ENTRIES_PAGE?}"),
                    Rule.of("GET /v1/credits/statement", READ).query("month", thisMonth()),
                    Rule.of("GET /v1/usage", READ),
                    Rule.of("GET /v1/conversations", READ).query("cursor", "{CONVERSATIONS_PAGE?}"),
                    Rule.of("GET /v1/conversations/{id}", READ).id("{CONVERSATION}"),
                    Rule.of("PATCH /v1/conversations/{id}", MANAGE)
                            .id("{CONVERSATION}")
                            .body("{\"title\": \"Seized\"}"),
                    Rule.of("POST /v1/conversations/{id}/breakout", COMPARE)
                            .id("{CONVERSATION}")
                            .header("Idempotency-Key", "{IDEMPOTENCY_KEY?}")
                            .body("{\"model\": \"fake/ok-count-3\"}"),
                    Rule.of("DELETE /v1/conversations/{id}", MANAGE).id("{CONVERSATION}"),
                    Rule.of("GET /v1/conversations/{id}/export", READ).id("{CONVERSATION}"),
                    Rule.of("GET /v1/api-keys", MANAGE).query("cursor", "{KEYS_PAGE?}"),
                    Rule.of("POST /v1/api-keys", MANAGE)
                            .header("Idempotency-Key", "{IDEMPOTENCY_KEY?}")
                            .body("{\"name\": \"spare\", \"scopes\": [\"read\"]}"),
                    Rule.of("GET /v1/api-keys/{id}", MANAGE).id("{KEY}"),
                    Rule.of("DELETE /v1/api-keys/{id}", MANAGE).id("{KEY}"),
                    Rule.any("POST /v1/auth/register")
                            .body(
                                    "{\"email\": \"{ADDRESS}\", \"password\": \"a tide of two seas\"}")
                            .entrance(),
                    Rule.any("POST /v1/auth/verify")
                            .body("{\"email\": \"{ADDRESS}\", \"code\": \"00000000\"}")
                            .entrance()
                            .ownersStatus(422),
                    Rule.any("POST /v1/auth/login")
                            .body("{\"email\": \"{ADDRESS}\", \"password\": \"a guess at random\"}")
                            .entrance()
                            .ownersStatus(401),
                    Rule.any("POST /v1/auth/refresh")
                            .body("{\"refresh_token\": \"made.up.one\"}")
                            .ownersStatus(401),
                    Rule.any("POST /v1/auth/logout").body("{\"refresh_token\": \"made.up.one\"}"),
                    Rule.any("GET /v1/me"),
                    Rule.of("POST /v1/me/password", MANAGE)
                            .body(
                                    """
                                    {"current_password": "a guess at random",
                                     "new_password": "a tide of three seas"}
                                    """)
                            .ownersStatus(422),
                    Rule.of("GET /v1/me/sessions", MANAGE),
                    Rule.of("DELETE /v1/me/sessions/{id}", MANAGE).id("{SESSION}"),
                    Rule.of("DELETE /v1/me/sessions", MANAGE),
                    Rule.any("POST /v1/auth/forgot").body("{\"email\": \"{ADDRESS}\"}").entrance(),
                    Rule.any("POST /v1/auth/reset")
                            .body(
                                    """
                                    {"email": "{ADDRESS}", "code": "00000000",
                                     "new_password": "a tide of three seas"}
                                    """)
                            .entrance()
                            .ownersStatus(422),
                    Rule.any("POST /v1/auth/email")
                            .body("{\"email\": \"{ADDRESS}\", \"code\": \"00000000\"}")
                            .entrance()
                            .ownersStatus(422),
                    Rule.of("POST /v1/me/email", MANAGE)
                            .body(
                                    """
                                    {"current_password": "%s", "email": "{ADDRESS}"}
                                    """
                                            .formatted(Cast.PASSWORD)),
                    Rule.of("POST /v1/me/delete", MANAGE)
                            .body(
                                    """
                                    {"current_password": "a guess at random",
                                     "account_id": "{ACCOUNT?}"}
                                    """)
                            .ownersStatus(422),
                    Rule.of("GET /v1/me/export", READ),
                    Rule.of("PUT /v1/me/overage", MANAGE).body("{\"enabled\": true}"),
                    Rule.any("GET /v1/me/preferences"),
                    Rule.of("PUT /v1/me/preferences", MANAGE)
                            .body("{\"time_zone\": \"UTC\", \"theme\": \"dark\"}"),
                    Rule.of("GET /v1/presets", COMPARE, READ).query("cursor", "{PRESETS_PAGE?}"),
                    Rule.of("POST /v1/presets", MANAGE)
                            .header("Idempotency-Key", "{IDEMPOTENCY_KEY?}")
                            .body(PRESET),
                    Rule.of("GET /v1/presets/{id}", COMPARE, READ).id("{PRESET}"),
                    Rule.of("PUT /v1/presets/{id}", MANAGE).id("{PRESET}").body(PRESET),
                    Rule.of("DELETE /v1/presets/{id}", MANAGE).id("{PRESET}"),
                    desk("GET /v1/admin/accounts").query("cursor", "{DESK_PAGE?}"),
                    desk("GET /v1/admin/accounts/{id}").id("{ACCOUNT}"),
                    desk("POST /v1/admin/accounts/{id}/suspend").id("{ACCOUNT}").body(REASON),
                    desk("POST /v1/admin/accounts/{id}/unsuspend").id("{ACCOUNT}").body(REASON),
                    desk("PUT /v1/admin/accounts/{id}/tier")
                            .id("{ACCOUNT}")
                            .body("{\"tier\": \"pro_plus\", \"reason\": \"because\"}"),
                    desk("PUT /v1/admin/accounts/{id}/role")
                            .id("{ACCOUNT}")
                            .body("{\"role\": \"admin\", \"reason\": \"because\"}"),
                    desk("POST /v1/admin/accounts/{id}/credits")
                            .id("{ACCOUNT}")
                            .header("Idempotency-Key", "{IDEMPOTENCY_KEY?}")
                            .body("{\"credits\": 10, \"reason\": \"because\"}"),
                    desk("GET /v1/admin/comparisons/{id}").id("{COMPARISON}"),
                    desk("GET /v1/admin/models"),
                    desk("PUT /v1/admin/models/{id}").id("fake/ok").body(REASON),
                    desk("GET /v1/admin/statistics"),
                    desk("GET /v1/admin/limits"),
                    desk("GET /v1/admin/retention"),
                    desk("GET /v1/admin/state"),
                    desk("GET /v1/admin/audit")
                            .query("actor", "{ACCOUNT?}")
                            .query("subject", "{ACCOUNT?}")
                            .query("cursor", "{DESK_PAGE?}"),
                    Rule.open("GET /health/liveness"),
                    Rule.open("GET /health/readiness"),
                    Rule.open("GET /prometheus").ownersStatus(401),
                    Rule.open("GET /openapi.yaml"));

    private static final Map<String, Rule> BY_OPERATION =
            ALL.stream().collect(Collectors.toMap(Rule::operation, Function.identity()));

    private Rules() {}

    private static Rule desk(String operation) {
        return Rule.of(operation, MANAGE).desk();
    }

    private static String thisMonth() {
        return YearMonth.now(ZoneOffset.UTC).toString();
    }

    static List<Rule> all() {
        return ALL;
    }

    static Set<String> operations() {
        return BY_OPERATION.keySet();
    }

    static Rule of(String operation) {
        return java.util.Objects.requireNonNull(BY_OPERATION.get(operation), operation);
    }
}

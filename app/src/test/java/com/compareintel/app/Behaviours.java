package com.compareintel.app;

/// Behaviours of the local upstream that journeys ask for and that it does not list by itself: the
/// vocabulary is larger than any list.
final class Behaviours {
    private static final String[] ASKED_FOR = {
        "comments-after-3",
        "error-after-0-code-429",
        "error-after-5-code-502",
        "error-after-5-code-502-with-usage",
        "fail-1-status-402-in-flight-retry-after-1",
        "fail-1-status-429-retry-after-1",
        "fail-1-status-502",
        "fail-2-status-503",
        "filter-after-0",
        "html-status-502",
        "invalid-json-after-3",
        "ok-count-3",
        "ok-dated-slug",
        "ok-rate-400",
        "rate-100-count-100",
        "rate-20-count-2000",
        "rate-20-count-2000-ignores-cancel",
        "reset-after-4",
        "split-bytes-count-5",
        "stall-after-3",
        "truncate-after-4"
    };

    private Behaviours() {}

    /// Their models' names.
    static String[] models() {
        String[] models = new String[ASKED_FOR.length];
        for (int i = 0; i < models.length; i++) {
            models[i] = "fake/" + ASKED_FOR[i];
        }
        return models;
    }
}

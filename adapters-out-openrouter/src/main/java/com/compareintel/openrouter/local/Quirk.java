package com.compareintel.openrouter.local;

/// A habit of a provider that is either there or not. Each is a word of the [Vocabulary] by its
/// phrase.
enum Quirk {
    CRLF("crlf", "ends lines with CR LF"),
    CR("cr", "ends lines with CR alone"),
    BOM("bom", "begins the stream with a byte order mark"),
    NO_SPACE("no-space", "writes no space after the colon"),
    DATA_LINES("data-lines", "spreads one event over several data lines"),
    SPLIT_BYTES("split-bytes", "splits multi-byte characters across writes"),
    WRONG_CONTENT_TYPE("wrong-content-type", "calls its event stream text/html"),
    NOT_STREAMED("not-streamed", "answers a streamed request with one JSON body"),

    FIRST_EMPTY("first-empty", "sends a first chunk with empty choices"),
    FINISH_EMPTY("finish-empty", "says finish_reason \"\" while unfinished"),
    FINISH_TWICE("finish-twice", "repeats the chunk that carries finish_reason"),
    FINISH_BLANK("finish-blank", "never names a finish reason, but sends usage and [DONE]"),
    ROLE_ONCE("role-once", "names the role on the first chunk only"),
    CONTENT_NULL("content-null", "sends content null where there is none"),
    CONTENT_ABSENT("content-absent", "leaves content out where there is none"),
    UNKNOWN_FIELDS("unknown-fields", "adds fields nobody has heard of"),
    SERVICE_TIER_NULL("service-tier-null", "sends service_tier null"),
    COMMENTS_BETWEEN("comments-between", "sends a comment after each token"),
    NO_DONE("no-done", "ends without [DONE]"),

    USAGE_EMPTY("usage-empty", "sends usage beside empty choices, as models do by default"),
    USAGE_REPEATS("usage-repeats", "sends usage beside a repeated, finished choice"),
    USAGE_NONE("usage-none", "sends no usage"),
    COST_ABSENT("cost-absent", "sends usage without cost"),
    COST_NULL("cost-null", "sends usage with cost null"),
    COST_ZERO("cost-zero", "sends cost 0 although it charges"),
    COST_EXPONENT("cost-exponent", "writes cost with an exponent"),

    REASONING_SUMMARY("reasoning-summary", "shows summaries of its reasoning"),
    REASONING_ENCRYPTED("reasoning-encrypted", "shows its reasoning encrypted only"),
    DATED_SLUG("dated-slug", "is served under a dated slug"),
    IGNORES_CANCEL("ignores-cancel", "runs on and bills in full when its caller hangs up"),

    UNTYPED("untyped", "names no error_type"),
    HTML("html", "answers with a page of HTML"),
    EMPTY_BODY("empty-body", "answers with an empty body"),
    PLATFORM("platform", "is limited by the platform itself, with X-RateLimit headers"),
    IN_FLIGHT("in-flight", "says that too many calls are open for the balance"),
    RETRYABLE("retryable", "says availability.retryable true"),
    FINAL("final", "says availability.retryable false"),

    WITH_USAGE("with-usage", "sends usage beside the error in the stream"),
    FINISH_NULL("finish-null", "leaves finish_reason null beside the error in the stream"),
    CHOICES_EMPTY("choices-empty", "leaves choices empty beside the error in the stream"),
    THEN_DONE("then-done", "sends [DONE] after the error in the stream");

    private final String phrase;
    private final String meaning;

    Quirk(String phrase, String meaning) {
        this.phrase = phrase;
        this.meaning = meaning;
    }

    String phrase() {
        return phrase;
    }

    String meaning() {
        return meaning;
    }
}

package com.compareintel.openrouter.local;

/// A number in a model's behaviour. Each is a word of the [Vocabulary] by its phrase, the number
/// standing for `#`.
enum Dial {
    COUNT("count-#", 30, "says # tokens of text"),
    RATE("rate-#", 0, "speaks # tokens a second, 0 as fast as they are read"),
    JITTER("jitter-#", 0, "varies the time between tokens by up to # percent"),
    FIRST_TOKEN("first-token-#", 0, "waits # ms before its first token"),
    REASONING("reasoning-#", 0, "reasons for # tokens first"),
    COMMENTS("comments-#", 1, "sends # comments before anything else"),
    ANNOTATIONS("annotations-#", 0, "cites sources of # kB before the text"),
    USAGE_LATE("usage-late-#", 0, "sends usage # ms after the finish reason"),
    SLOW_BYTES("slow-bytes-#", 0, "trickles # bytes a second"),
    RETRY_AFTER("retry-after-#", 0, "asks to wait # seconds"),
    LOOKUPS_MISSED("lookup-404-#", 0, "is unknown to the first # cost lookups");

    private final String phrase;
    private final int initial;
    private final String meaning;

    Dial(String phrase, int initial, String meaning) {
        this.phrase = phrase;
        this.initial = initial;
        this.meaning = meaning;
    }

    String phrase() {
        return phrase;
    }

    /// Where the dial stands unless it is turned.
    int initial() {
        return initial;
    }

    String meaning() {
        return meaning;
    }
}

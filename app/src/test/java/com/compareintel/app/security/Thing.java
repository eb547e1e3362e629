package com.compareintel.app.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/// What an id in a request can stand for. [Estate#id] knows whose is which; each also has an id of
/// the same form that stands for nothing.
enum Thing {
    COMPARISON,
    CONVERSATION,
    /// A place in the stream of a comparison.
    EVENT,
    KEY,
    SESSION,
    /// What a request was promised under.
    IDEMPOTENCY_KEY,
    /// Where a list of conversations goes on.
    CONVERSATIONS_PAGE,
    /// Where the ledger goes on.
    ENTRIES_PAGE,
    /// Where a list of API keys goes on.
    KEYS_PAGE,
    PRESET,
    /// Where a list of presets goes on.
    PRESETS_PAGE,
    ACCOUNT,
    /// Where a list at the operator's desk goes on.
    DESK_PAGE,
    /// What an account is entered with.
    ADDRESS;

    private static final UUID NONE = new UUID(0x019c_0000_0000_7000L, Long.MIN_VALUE);

    /// The id of one that does not exist.
    String missing() {
        return switch (this) {
            case EVENT -> "ffffffff-0001-00000001";
            case IDEMPOTENCY_KEY -> "never promised " + UUID.randomUUID();
            case CONVERSATIONS_PAGE ->
                    encoded(("2026-01-01T00:00:00Z " + NONE).getBytes(StandardCharsets.US_ASCII));
            case ENTRIES_PAGE, KEYS_PAGE, PRESETS_PAGE, DESK_PAGE -> page(NONE);
            case ADDRESS -> "nobody@matrix.example";
            case COMPARISON, CONVERSATION, KEY, SESSION, PRESET, ACCOUNT -> NONE.toString();
        };
    }

    /// Where a list goes on behind the element of this id.
    static String page(UUID last) {
        return encoded(
                ByteBuffer.allocate(16)
                        .putLong(last.getMostSignificantBits())
                        .putLong(last.getLeastSignificantBits())
                        .array());
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

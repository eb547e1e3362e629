package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.TokenCounter;
import java.nio.charset.StandardCharsets;

/// How large a list of messages is, and the bound on its tokens for any model.
///
/// @param bytes of the texts in UTF-8
/// @param tokens of the texts by the common tokenizer
/// @param messages how many
public record PromptSize(long bytes, long tokens, int messages) {
    /// No message.
    public static final PromptSize EMPTY = new PromptSize(0, 0, 0);

    /// Tokens that providers add for each message.
    private static final int PER_MESSAGE = 8;

    /// Tokens that providers add for each call.
    private static final int PER_CALL = 64;

    /// The size of one message.
    public static PromptSize of(String text, TokenCounter counter) {
        return new PromptSize(text.getBytes(StandardCharsets.UTF_8).length, counter.count(text), 1);
    }

    public PromptSize plus(PromptSize other) {
        return new PromptSize(
                bytes + other.bytes, tokens + other.tokens, messages + other.messages);
    }

    /// An upper bound on the prompt's tokens whatever the model's tokenizer: the smaller of its
    /// bytes (no tokenizer makes more than one token of a byte) and 1.3 times the common count,
    /// plus what providers add.
    public long bound() {
        long spread = Math.ceilDiv(Math.multiplyExact(tokens, 13L), 10L);
        return Math.min(bytes, spread) + (long) PER_MESSAGE * messages + PER_CALL;
    }
}

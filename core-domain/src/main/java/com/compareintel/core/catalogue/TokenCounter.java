package com.compareintel.core.catalogue;

import com.compareintel.core.Port;

/// Counts tokens the way a common tokenizer (o200k) does, as an estimate for all models.
/// Thread-safe; does not block, but takes time in proportion to the text.
@Port
public interface TokenCounter {
    /// The number of tokens of `text`; zero for an empty text.
    int count(String text);
}

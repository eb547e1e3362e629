package com.compareintel.openrouter.local;

/// Tokens of one call; `completion` includes `reasoning`.
record TokenCount(int prompt, int completion, int reasoning) {
    int total() {
        return prompt + completion;
    }

    TokenCount plus(Piece piece) {
        return new TokenCount(
                prompt,
                completion + 1,
                piece.kind() == Piece.Kind.REASONING ? reasoning + 1 : reasoning);
    }
}

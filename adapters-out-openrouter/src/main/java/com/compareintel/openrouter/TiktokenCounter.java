package com.compareintel.openrouter;

import com.compareintel.core.catalogue.TokenCounter;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/// Counts tokens by o200k. The vocabulary, some ten megabytes, is read at the first use or by
/// [#warm].
///
/// Long texts are counted in pieces, cut at blanks where there are any: the tokenizer takes more
/// than linear time for one endless word. A cut within a word makes the count a little higher,
/// never lower than one token a piece.
final class TiktokenCounter implements TokenCounter {
    /// Long enough to make cuts rare, short enough to be quick in the worst case.
    private static final int PIECE = 4_096;

    /// Read by whoever needs it first; the runtime sees to it that this happens once.
    private static final class Vocabulary {
        static final Encoding O200K =
                Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }

    /// Reads the vocabulary, which takes a moment, so that no request has to wait for it.
    public void warm() {
        var _ = count("warm");
    }

    @Override
    public int count(String text) {
        int tokens = 0;
        int from = 0;
        while (from < text.length()) {
            int to = cut(text, from);
            tokens += Vocabulary.O200K.countTokensOrdinary(text.substring(from, to));
            from = to;
        }
        return tokens;
    }

    /// Where the piece that begins at `from` ends: before a blank in its second half, else anywhere
    /// between characters.
    private static int cut(String text, int from) {
        int most = from + PIECE;
        if (most >= text.length()) {
            return text.length();
        }
        for (int at = most; at > from + PIECE / 2; at--) {
            if (Character.isWhitespace(text.charAt(at))
                    && !Character.isWhitespace(text.charAt(at - 1))) {
                return at;
            }
        }
        return Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
    }
}

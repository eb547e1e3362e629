package com.compareintel.openrouter;

/// Makes pieces of text well-formed, so that every store and encoding can carry each piece by
/// itself.
///
/// JSON escapes can spell half of a character, and some providers cut a character in two between
/// chunks: a first half is kept back for the next piece, a half without its other becomes U+FFFD.
/// So does U+0000, which databases refuse.
///
/// Confined to one thread.
final class TextMend {
    private static final char REPLACEMENT = '\ufffd';
    private static final char NONE = 0;

    private char firstHalf = NONE;

    /// The piece made whole; may be empty when all of it is kept back.
    String mend(String piece) {
        if (firstHalf == NONE && isSound(piece)) {
            return piece;
        }
        StringBuilder mended = new StringBuilder(piece.length() + 1);
        for (int at = 0; at < piece.length(); at++) {
            take(piece.charAt(at), mended);
        }
        return mended.toString();
    }

    private void take(char sign, StringBuilder mended) {
        if (firstHalf != NONE) {
            boolean fits = Character.isLowSurrogate(sign);
            mended.append(fits ? firstHalf : REPLACEMENT);
            firstHalf = NONE;
            if (fits) {
                mended.append(sign);
                return;
            }
        }
        if (Character.isHighSurrogate(sign)) {
            firstHalf = sign;
        } else {
            mended.append(sign == 0 || Character.isLowSurrogate(sign) ? REPLACEMENT : sign);
        }
    }

    private static boolean isSound(String piece) {
        for (int at = 0; at < piece.length(); at++) {
            char sign = piece.charAt(at);
            if (sign == 0 || Character.isSurrogate(sign)) {
                return false;
            }
        }
        return true;
    }
}

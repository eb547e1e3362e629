package com.compareintel.persistence.postgres;

/// Text as PostgreSQL can keep it. A Java string may contain what no PostgreSQL text may: U+0000,
/// and halves of surrogate pairs without the other half. Models and callers do send these, and what
/// they sent is given back to them exactly. So these characters are stored as an escape, U+001A
/// (*substitute*) and their four hexadecimal digits; U+001A itself is stored the same way, which
/// makes the mapping reversible for every string. All other text, and that is practically all, is
/// stored as it is and can be searched as it is.
final class StoredText {
    private static final char ESCAPE = '\u001a';
    private static final int DIGITS = 4;

    private StoredText() {}

    /// The text to store.
    static String encode(String text) {
        int first = firstUnstorable(text, 0);
        if (first < 0) {
            return text;
        }
        StringBuilder stored = new StringBuilder(text.length() + DIGITS);
        int from = 0;
        for (int i = first; i >= 0; i = firstUnstorable(text, from)) {
            stored.append(text, from, i).append(ESCAPE);
            String digits = Integer.toHexString(text.charAt(i));
            stored.repeat('0', DIGITS - digits.length()).append(digits);
            from = i + 1;
        }
        return stored.append(text, from, text.length()).toString();
    }

    /// The text that was stored as this.
    static String decode(String stored) {
        int escape = stored.indexOf(ESCAPE);
        if (escape < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        int from = 0;
        while (escape >= 0) {
            int end = escape + 1 + DIGITS;
            text.append(stored, from, escape)
                    .append((char) Integer.parseInt(stored, escape + 1, end, 16));
            from = end;
            escape = stored.indexOf(ESCAPE, from);
        }
        return text.append(stored, from, stored.length()).toString();
    }

    private static int firstUnstorable(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c == ESCAPE) {
                return i;
            }
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }
}

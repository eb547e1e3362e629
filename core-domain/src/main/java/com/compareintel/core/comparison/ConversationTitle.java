package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelId;

/// What a conversation is called until its owner renames it: the beginning of its first prompt, in
/// one line of visible text. Line breaks, control characters and blanks of every kind become single
/// spaces; what would turn the direction of the text around it, and halves of surrogate pairs, are
/// left out.
public final class ConversationTitle {
    /// The longest title, in UTF-16 characters.
    public static final int MAX_LENGTH = 200;

    private static final int FROM_PROMPT = 80;
    private static final String ELLIPSIS = "…";

    private ConversationTitle() {}

    /// A title made from a prompt.
    public static String of(Prompt prompt) {
        String line = oneLine(prompt.text(), FROM_PROMPT + 1);
        return line.isEmpty() ? ELLIPSIS : cut(line, FROM_PROMPT);
    }

    /// The title of a conversation with one model only that was made from another conversation.
    public static String ofBreakout(String title, ModelId model) {
        return cut(title + " · " + model, MAX_LENGTH - ELLIPSIS.length());
    }

    /// Hostile text as one line of visible text.
    ///
    /// @param most characters are enough; a few more may come
    public static String oneLine(String text, int most) {
        StringBuilder line = new StringBuilder();
        boolean gap = false;
        for (int i = 0; i < text.length() && line.length() < most; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isBlank(c)) {
                gap = !line.isEmpty();
            } else if (!isHidden(c)) {
                if (gap) {
                    line.append(' ');
                    gap = false;
                }
                line.appendCodePoint(c);
            }
        }
        return line.toString();
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /// The marks, embeddings, overrides and isolates of bidirectional text; halves of pairs.
    private static boolean isHidden(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || Character.getType(c) == Character.SURROGATE;
    }

    /// Ends at a space, if there is one in the second half, and never within a surrogate pair.
    private static String cut(String line, int most) {
        if (line.length() <= most) {
            return line;
        }
        int space = line.lastIndexOf(' ', most);
        int end = space > most / 2 ? space : most;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + ELLIPSIS;
    }
}

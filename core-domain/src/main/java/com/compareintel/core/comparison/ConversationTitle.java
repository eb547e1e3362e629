package com.compareintel.core.comparison;

/// What a conversation is called until its owner renames it: the beginning of its first prompt, in
/// one line.
public final class ConversationTitle {
    /// The longest title, in UTF-16 characters.
    public static final int MAX_LENGTH = 200;

    private static final int FROM_PROMPT = 80;

    private ConversationTitle() {}

    /// A title made from a prompt.
    public static String of(Prompt prompt) {
        String line = prompt.text().strip().replaceAll("\\s+", " ");
        if (line.length() <= FROM_PROMPT) {
            return line;
        }
        int space = line.lastIndexOf(' ', FROM_PROMPT);
        int end = space > FROM_PROMPT / 2 ? space : FROM_PROMPT;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + "…";
    }
}

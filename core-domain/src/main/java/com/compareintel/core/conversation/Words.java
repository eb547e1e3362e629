package com.compareintel.core.conversation;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;

/// The words a text can be found by. A word is a run of letters and digits, without regard to case
/// and compatibility forms; a letter of a script that puts no spaces between words is a word by
/// itself. It takes time in proportion to the text, whatever the text is.
public final class Words {
    /// A longer word is known by its beginning, in UTF-16 characters.
    public static final int LONGEST = 32;

    /// The words of a text that count: more than any text has that people read.
    public static final int MOST = 10_000;

    private static final Set<Character.UnicodeScript> UNSPACED =
            Set.of(
                    Character.UnicodeScript.HIRAGANA,
                    Character.UnicodeScript.KATAKANA,
                    Character.UnicodeScript.THAI,
                    Character.UnicodeScript.LAO,
                    Character.UnicodeScript.KHMER,
                    Character.UnicodeScript.MYANMAR);

    private Words() {}

    /// The distinct words of a text in the order of their first appearance.
    public static SequencedSet<String> of(String text) {
        String normal = normal(text);
        SequencedSet<String> words = new LinkedHashSet<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < normal.length() && words.size() < MOST; ) {
            int c = normal.codePointAt(i);
            i += Character.charCount(c);
            if (standsAlone(c)) {
                end(word, words);
                words.add(Character.toString(c));
            } else if (Character.isLetterOrDigit(c) || (!word.isEmpty() && isMark(c))) {
                append(word, c);
            } else {
                end(word, words);
            }
        }
        if (words.size() < MOST) {
            end(word, words);
        }
        return words;
    }

    /// Without case and compatibility forms. Letters that lose their case may join with the marks
    /// behind them, hence once more.
    private static String normal(String text) {
        String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(compatible.length());
        compatible
                .codePoints()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .forEach(folded::appendCodePoint);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    private static void end(StringBuilder word, SequencedSet<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static void append(StringBuilder word, int c) {
        if (word.length() + Character.charCount(c) <= LONGEST) {
            word.appendCodePoint(c);
        }
    }

    private static boolean standsAlone(int c) {
        return Character.isIdeographic(c)
                || (c > 0xDFF
                        && Character.isLetterOrDigit(c)
                        && UNSPACED.contains(Character.UnicodeScript.of(c)));
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
            default -> false;
        };
    }
}

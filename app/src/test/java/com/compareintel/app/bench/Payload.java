package com.compareintel.app.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A text as a model says it and as it stands in JSON.
final class Payload {
    private static final List<String> ALPHABETS =
            List.of(
                    "etaoin shrdlu etaoin shrdlu cmfwyp.,ETAO ",
                    "wort über größe änderung straße — „ja“ ",
                    "ответ на вопрос ",
                    "模型的回答很长，",
                    "😀🧭👩‍🔬 ok ",
                    "a \"quoted\" \\path\n\tline ");

    private static final int LEAST = 20 - Stamp.BYTES;

    /// Twenty bytes to four kilobytes with the stamp, most of them short, as tokens are.
    private static final double SPREAD = Math.log((4096 - Stamp.BYTES) / (double) LEAST);

    private final byte[] text;
    private final byte[] json;

    private Payload(byte[] text, byte[] json) {
        this.text = text;
        this.json = json;
    }

    /// In UTF-8. Not to be changed.
    byte[] text() {
        return text;
    }

    /// The same as it stands between quotes. Not to be changed.
    byte[] json() {
        return json;
    }

    /// As many as asked for, the same for the same seed.
    static List<Payload> some(int count, Random random) {
        return Stream.generate(() -> any(random)).limit(count).toList();
    }

    private static Payload any(Random random) {
        double chance = random.nextDouble();
        int bytes = (int) (LEAST * Math.exp(SPREAD * chance * chance * chance));
        int[] letters = ALPHABETS.get(random.nextInt(ALPHABETS.size())).codePoints().toArray();
        StringBuilder text = new StringBuilder();
        int length = 0;
        while (length < bytes) {
            int letter = letters[random.nextInt(letters.length)];
            int width = Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
            boolean fits = length + width <= bytes;
            text.appendCodePoint(fits ? letter : '.');
            length += fits ? width : 1;
        }
        boolean ascii = random.nextInt(16) == 0;
        return new Payload(
                text.toString().getBytes(StandardCharsets.UTF_8), json(text.toString(), ascii));
    }

    /// Some providers escape all that is not ASCII.
    private static byte[] json(String text, boolean ascii) {
        String escaped =
                text.chars()
                        .mapToObj(sign -> escaped((char) sign, ascii))
                        .collect(Collectors.joining());
        return escaped.getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(char sign, boolean ascii) {
        return switch (sign) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            default -> ascii && sign > 126 ? "\\u%04x".formatted((int) sign) : String.valueOf(sign);
        };
    }
}

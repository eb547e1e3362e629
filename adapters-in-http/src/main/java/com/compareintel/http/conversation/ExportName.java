package com.compareintel.http.conversation;

import com.compareintel.core.comparison.ConversationTitle;
import com.compareintel.core.conversation.Conversation;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an exported conversation is called as a file: letters and digits of its title and the end
/// of its id, so that no title makes a path, a hidden file or a device of it, and no two collide.
final class ExportName {
    private static final int LONGEST = 60;
    private static final int OF_ID = 8;
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern NOT_ASCII = Pattern.compile("[^a-z0-9]+");
    private static final Pattern OUTER_DASHES = Pattern.compile("^-+|-+$");

    private ExportName() {}

    /// The value of `Content-Disposition`: the name in ASCII for all, and as it is for those who
    /// know RFC 6266.
    static String disposition(Conversation conversation, String extension) {
        String id = conversation.id().toString();
        String end = "-" + id.substring(id.length() - OF_ID) + "." + extension;
        String title = title(conversation);
        String name = dashed(SEPARATORS, title);
        String ascii = dashed(NOT_ASCII, Normalizer.normalize(title, Normalizer.Form.NFD));
        return "attachment; filename=\""
                + ascii
                + end
                + "\"; filename*=UTF-8''"
                + percentEncoded(name + end);
    }

    /// Its name among all conversations of its owner.
    static String inFolder(Conversation conversation, String extension) {
        return dashed(NOT_ASCII, Normalizer.normalize(title(conversation), Normalizer.Form.NFD))
                + "-"
                + conversation.id()
                + "."
                + extension;
    }

    private static String title(Conversation conversation) {
        return Normalizer.normalize(
                        ConversationTitle.oneLine(conversation.title(), LONGEST),
                        Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT);
    }

    private static String dashed(Pattern separators, String text) {
        String dashed =
                OUTER_DASHES.matcher(separators.matcher(text).replaceAll("-")).replaceAll("");
        return dashed.isEmpty() ? "conversation" : dashed;
    }

    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-' || b == '.';
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}

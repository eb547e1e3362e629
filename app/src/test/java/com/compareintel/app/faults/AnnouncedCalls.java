package com.compareintel.app.faults;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The calls whose handle the product was told: those for which the whole head of the provider's
/// response has passed the network. Thread-safe.
final class AnnouncedCalls {
    private static final String NAME = "x-generation-id: ";
    private static final Pattern HEAD =
            Pattern.compile("(?i)" + NAME + "(gen-[\\w-]+)\r\n(?:[^\r]+\r\n)*\r\n");

    /// More than a head of the provider has.
    private static final int REMEMBERED = 1_024;

    private final Set<String> announced = ConcurrentHashMap.newKeySet();

    /// What listens to one connection.
    Consumer<byte[]> ear() {
        StringBuilder heard = new StringBuilder();
        return bytes -> {
            heard.append(new String(bytes, StandardCharsets.ISO_8859_1));
            Matcher head = HEAD.matcher(heard);
            while (head.find()) {
                announced.add(head.group(1));
            }
            if (heard.length() > REMEMBERED) {
                heard.delete(0, heard.length() - REMEMBERED);
            }
        };
    }

    boolean contains(String generation) {
        return announced.contains(generation);
    }
}

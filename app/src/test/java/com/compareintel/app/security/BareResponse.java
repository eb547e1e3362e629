package com.compareintel.app.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A response as it came over a bare connection.
record BareResponse(int status, List<String> lines, String body) {
    /// Reads one with a length.
    static BareResponse read(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        List<String> lines = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            lines.add(line);
        }
        BareResponse head = new BareResponse(status, lines, "");
        int length = Integer.parseInt(head.header("content-length").orElse("0"));
        return new BareResponse(
                status, lines, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /// The first header of this name, which is given in lower case.
    Optional<String> header(String name) {
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed after: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}

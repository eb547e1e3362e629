package com.compareintel.app.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Which [Ref] it is that figures are ratios to.
final class RefSource {
    /// SHA-256 of its source. Whoever changes this says in `docs/performance.md` why, and measures
    /// everything anew.
    static final String FROZEN = "ee8aafff1a5dd0347dd8a14fcb280706b0e09da64ad37886a41faf41573d27ea";

    private RefSource() {}

    static String checksum(Path source) throws IOException {
        String text = Files.readString(source).replace("\r\n", "\n");
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package com.compareintel.app.wiring;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the service has the certificate that it shows itself with and its private key, both PEM,
/// where it speaks TLS itself.
///
/// @param certificate the certificate, followed by those that vouch for it
/// @param key the private key, not encrypted
public record TlsFiles(Path certificate, Path key) {
    /// What the framework knows them as.
    public static final String NAME = "shown";

    private static final String CERTIFICATE = "TLS_CERTIFICATE";
    private static final String KEY = "TLS_KEY";

    /// The files that the operator named, if any.
    ///
    /// @throws WrongSetting if only one is named, or one cannot be read
    public static Optional<TlsFiles> read(Settings variables) {
        Optional<Path> certificate = file(variables, CERTIFICATE);
        Optional<Path> key = file(variables, KEY);
        if (certificate.isPresent() != key.isPresent()) {
            throw new WrongSetting(
                    certificate.isPresent() ? KEY : CERTIFICATE,
                    "is missing; " + CERTIFICATE + " and " + KEY + " are of use together only");
        }
        return certificate.map(file -> new TlsFiles(file, key.orElseThrow()));
    }

    private static Optional<Path> file(Settings variables, String name) {
        return variables
                .text(name)
                .map(text -> {
                    try {
                        Path file = Path.of(text).toAbsolutePath();
                        if (Files.isRegularFile(file) && Files.isReadable(file)) {
                            return file;
                        }
                    } catch (InvalidPathException malformed) {
                        // Complained about below.
                    }
                    throw new WrongSetting(name, "must be a file that can be read");
                });
    }

    /// Says so to the framework, which reads them again whenever they change.
    Map<String, Object> properties(int port) {
        String file = "micronaut.certificate.file." + NAME;
        return Map.of(
                "http-api.tls",
                true,
                "micronaut.server.ssl.enabled",
                true,
                "micronaut.server.ssl.port",
                port,
                "micronaut.server.ssl.key-name",
                NAME,
                file + ".format",
                "PEM",
                file + ".path",
                key.toString(),
                file + ".certificate-path",
                certificate.toString());
    }

    /// The complaint that what is in the files makes no sense.
    public static WrongSetting unusable(String reason) {
        return new WrongSetting(CERTIFICATE + ", " + KEY, reason);
    }
}

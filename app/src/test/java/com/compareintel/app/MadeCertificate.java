package com.compareintel.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for this machine, made for a test, with its key; in PEM files as operators have
/// them.
public record MadeCertificate(Path certificate, Path key, Certificate shown) {
    private static final char[] PASSWORD = "password".toCharArray();

    /// Makes one.
    ///
    /// @param algorithm of the key, such as `EC`
    public static MadeCertificate make(Path directory, String name, String algorithm)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                name,
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "SAN=ip:127.0.0.1,dns:localhost",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(name + ".log").toFile())
                        .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError(Files.readString(directory.resolve(name + ".log")));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Certificate shown = keys.getCertificate(name);
        MadeCertificate made =
                new MadeCertificate(
                        directory.resolve(name + ".crt"), directory.resolve(name + ".key"), shown);
        write(made.certificate, "CERTIFICATE", shown.getEncoded());
        write(made.key, "PRIVATE KEY", keys.getKey(name, PASSWORD).getEncoded());
        return made;
    }

    private static void write(Path file, String what, byte[] bytes) throws IOException {
        String text =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes);
        Files.writeString(
                file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    /// Puts the files of this one in the place of another's.
    void replace(MadeCertificate other) throws IOException {
        Files.writeString(other.key, Files.readString(key));
        Files.writeString(other.certificate, Files.readString(certificate));
    }

    /// What a client that trusts these and nobody else connects with.
    static SSLContext trusting(MadeCertificate... trusted)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (MadeCertificate made : trusted) {
            store.setCertificateEntry(made.certificate.toString(), made.shown);
        }
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}

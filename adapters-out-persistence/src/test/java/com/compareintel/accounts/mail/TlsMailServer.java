package com.compareintel.accounts.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// A mail server with a certificate of its own, which takes nothing but from `desk` with the
/// password `p:w+/`, and asks for neither before TLS, be it from the first byte or by STARTTLS. One
/// conversation after the other.
final class TlsMailServer implements AutoCloseable {
    /// What was said in each conversation, a line each; what came over TLS begins with `*`.
    final BlockingQueue<List<String>> conversations = new LinkedBlockingQueue<>();

    private static final char[] PASSWORD = "password".toCharArray();

    /// Behind the name that one acts for, which may be the same.
    private static final String LOGIN = "\0desk\0p:w+/";

    private final ServerSocket socket;
    private final boolean atOnce;
    private final SSLContext own;
    private final SSLContext trusting;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /// @param directory where the certificate is made
    /// @param atOnce whether it speaks TLS from the first byte
    TlsMailServer(Path directory, boolean atOnce) throws Exception {
        KeyStore keys = certificate(directory);
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        this.own = SSLContext.getInstance("TLS");
        own.init(managers.getKeyManagers(), null, null);
        this.trusting = trusting(keys);
        this.atOnce = atOnce;
        try {
            socket = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        executor.execute(this::serve);
    }

    private static KeyStore certificate(Path directory) throws Exception {
        Path store = directory.resolve("mail.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "mail",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=mail",
                                "-ext",
                                "SAN=ip:127.0.0.1",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("keytool.log").toFile())
                        .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError(Files.readString(directory.resolve("keytool.log")));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("mail", keys.getCertificate("mail"));
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /// What a client that trusts this server connects with.
    SSLSocketFactory trusted() {
        return trusting.getSocketFactory();
    }

    SmtpAddress address(String password) {
        return SmtpAddress.parse(
                (atOnce ? "smtps" : "smtp")
                        + "://desk:"
                        + password
                        + "@127.0.0.1:"
                        + socket.getLocalPort());
    }

    private void serve() {
        while (!socket.isClosed()) {
            List<String> said = new ArrayList<>();
            try (Socket client = socket.accept()) {
                converse(atOnce ? secured(client) : client, said);
            } catch (IOException gone) {
                // The client left or trusts others, or the server was closed, which ends the loop.
            }
            if (!socket.isClosed()) {
                conversations.add(said);
            }
        }
    }

    private SSLSocket secured(Socket plain) throws IOException {
        SSLSocket secure =
                (SSLSocket) own.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    private void converse(Socket client, List<String> said) throws IOException {
        Socket talking = client;
        BufferedReader in = reader(talking);
        say(talking, "220 here");
        boolean data = false;
        boolean known = false;
        for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
            boolean secure = talking instanceof SSLSocket;
            said.add((secure ? "*" : "") + line);
            if (data) {
                data = !line.equals(".");
                if (!data) {
                    say(talking, "250 taken");
                }
            } else if (line.startsWith("EHLO")) {
                say(talking, "250-here");
                say(talking, secure ? "250 AUTH PLAIN" : "250 STARTTLS");
            } else if (line.equals("STARTTLS") && !secure) {
                say(talking, "220 go on");
                talking = secured(talking);
                in = reader(talking);
            } else if (line.startsWith("AUTH PLAIN ") && secure) {
                known = decoded(line.substring("AUTH PLAIN ".length())).endsWith(LOGIN);
                say(talking, known ? "235 welcome" : "535 who are you");
            } else if (line.equals("QUIT")) {
                say(talking, "221 bye");
                return;
            } else if (!known) {
                say(talking, "530 who are you");
            } else if (line.equals("DATA")) {
                data = true;
                say(talking, "354 go on");
            } else {
                say(talking, "250 fine");
            }
        }
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        executor.close();
    }
}

package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.run.Heard;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections over TLS. The server's certificate is for `localhost` alone, and the client trusts
/// it.
class SecureConnectionTest {
    private static final String PASSWORD = "changeit";

    private static SSLContext server;
    private static SslContext client;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                file.toString())
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = keys(file);
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        server = SSLContext.getInstance("TLS");
        server.init(managers.getKeyManagers(), null, null);
        client =
                SslContextBuilder.forClient()
                        .trustManager((X509Certificate) keys.getCertificate("server"))
                        .endpointIdentificationAlgorithm("HTTPS")
                        .build();
    }

    private static KeyStore keys(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static RawServer start() throws IOException {
        ServerSocket socket =
                server.getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return RawServer.over(socket, RawServer::politely);
    }

    private static Heard asked(Rig rig) {
        Heard heard = new Heard();
        heard.call(rig.provider().ask(UpstreamBehaviourTest.question("x/y"), heard));
        heard.awaitEnd();
        return heard;
    }

    @Test
    void calls_go_over_one_secure_connection() throws Exception {
        try (RawServer server = start();
                Rig rig = Rig.secure(server.uri("https", "localhost"), client)) {
            assertThat(asked(rig).text()).isEqualTo("hi");
            rig.loops().submit(() -> {}).get();
            assertThat(asked(rig).text()).isEqualTo("hi");

            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_server_with_another_name_is_not_spoken_to_and_the_operator_told() throws Exception {
        try (RawServer server = start();
                Rig rig = Rig.secure(server.uri("https", "127.0.0.1"), client)) {
            assertThat(asked(rig).failed()).isEqualTo(FailureMapping.UNTRUSTED);

            assertThat(server.requests()).isZero();
            assertThat(rig.pages()).singleElement().asString().contains("certificate");
        }
    }

    @Test
    void a_certificate_nobody_vouches_for_is_not_accepted() throws Exception {
        SslContext usual = SslContextBuilder.forClient().build();
        try (RawServer server = start();
                Rig rig = Rig.secure(server.uri("https", "localhost"), usual)) {
            assertThat(asked(rig).failed()).isEqualTo(FailureMapping.UNTRUSTED);
        }
    }

    @Test
    void a_handshake_that_never_ends_is_given_up() throws Exception {
        try (RawServer silent = RawServer.start(RawServer.Guest::awaitEnd)) {
            URI uri = silent.uri("https", "localhost");
            OpenRouterConfiguration usual = Rig.configuration(uri);
            OpenRouterConfiguration impatient =
                    new OpenRouterConfiguration(
                            uri,
                            usual.apiKey(),
                            usual.appUrl(),
                            usual.title(),
                            usual.dialect(),
                            usual.outputLimitField(),
                            usual.priceCap(),
                            usual.idleFor(),
                            Duration.ofMillis(150),
                            usual.refresh(),
                            null,
                            usual.cacheMarks(),
                            usual.pins());
            try (Rig rig = Rig.of(impatient, 1, client)) {
                assertThat(asked(rig).failed()).isEqualTo(FailureMapping.UNREACHABLE);
                assertThat(silent.awaitClosed()).isEqualTo(1);
            }
        }
    }
}

package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.app.wiring.WrongSetting;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.contract.ContractCheck;
import com.compareintel.http.contract.Exchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The product with a certificate of its own: HTTP/2 to whoever can, HTTP/1.1 to the others.
@Timeout(120)
final class TlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BODY = "{\"prompt\":\"Why?\",\"models\":[\"fake/ok\"]}";

    @TempDir private static Path directory;

    private static MadeCertificate made;
    private static RunningProduct product;
    private static String key;

    @BeforeAll
    static void start() throws Exception {
        made = MadeCertificate.make(directory, "first", "EC");
        product = RunningProduct.start(with(made.certificate(), made.key()));
        key = product.key(Tier.PRO_PLUS);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    private static RunningProduct.Options with(Path certificate, Path key) {
        return RunningProduct.options().set("TLS_CERTIFICATE", certificate).set("TLS_KEY", key);
    }

    private static HttpClient client(Version version, MadeCertificate... trusted) throws Exception {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(MadeCertificate.trusting(trusted))
                .build();
    }

    private static HttpRequest.Builder to(RunningProduct product, String path) {
        return HttpRequest.newBuilder(product.uri().resolve(path)).timeout(PATIENCE);
    }

    private static HttpRequest stream() {
        return to(product, "/v1/comparisons")
                .header("Authorization", "Bearer " + key)
                .header("Accept", "text/event-stream")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(BODY))
                .build();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void clients_get_the_version_they_ask_for_and_streams_in_it(Version version) throws Exception {
        try (HttpClient client = client(version, made)) {
            HttpResponse<String> models =
                    client.send(to(product, "/v1/models").build(), BodyHandlers.ofString());
            List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                streams.add(client.sendAsync(stream(), BodyHandlers.ofString()));
            }

            assertThat(models.version()).isEqualTo(version);
            ContractCheck.of(Exchange.of(models, models.body()));
            for (CompletableFuture<HttpResponse<String>> future : streams) {
                HttpResponse<String> stream = future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(stream.version()).isEqualTo(version);
                assertThat(stream.body()).contains("event: comparison.finished");
                ContractCheck.of(Exchange.of(stream, stream.body()));
            }
        }
    }

    @Test
    void addresses_and_cookies_are_those_of_a_secure_service() throws Exception {
        try (HttpClient client = client(Version.HTTP_2, made)) {
            HttpResponse<String> visit =
                    client.send(
                            to(product, "/v1/comparisons")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(BODY))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(product.uri().getScheme()).isEqualTo("https");
            assertThat(visit.statusCode()).isEqualTo(200);
            assertThat(visit.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-ci_visitor=")
                    .contains("; Secure");
        }
    }

    @Test
    void who_speaks_without_tls_is_not_served() {
        URI plain = URI.create("http://127.0.0.1:" + product.uri().getPort() + "/v1/models");
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() ->
                            client.send(
                                    HttpRequest.newBuilder(plain).timeout(PATIENCE).build(),
                                    BodyHandlers.ofString()))
                    .isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void a_renewed_certificate_is_shown_without_a_restart() throws Exception {
        Path place = Files.createDirectory(directory.resolve("renewal"));
        MadeCertificate old = MadeCertificate.make(place, "old", "EC");
        MadeCertificate renewed = MadeCertificate.make(place, "renewed", "RSA");

        try (RunningProduct other = RunningProduct.start(with(old.certificate(), old.key()))) {
            assertThat(shownBy(other, old, renewed)).isEqualTo(old.shown());
            renewed.replace(old);

            long deadline = System.nanoTime() + PATIENCE.toNanos();
            Certificate shown = shownBy(other, old, renewed);
            while (!shown.equals(renewed.shown()) && System.nanoTime() < deadline) {
                shown = shownBy(other, old, renewed);
            }
            assertThat(shown).isEqualTo(renewed.shown());
        }
    }

    private static Certificate shownBy(RunningProduct product, MadeCertificate... trusted)
            throws Exception {
        try (HttpClient client = client(Version.HTTP_2, trusted)) {
            return client.send(to(product, "/health/liveness").build(), BodyHandlers.discarding())
                    .sslSession()
                    .orElseThrow()
                    .getPeerCertificates()[0];
        }
    }

    @Test
    void files_that_make_no_sense_stop_the_start() throws Exception {
        Path nonsense = Files.writeString(directory.resolve("nonsense"), "nonsense");
        MadeCertificate stranger = MadeCertificate.make(directory, "stranger", "EC");

        assertWrong(made.certificate(), stranger.key(), "is not that of the certificate");
        assertWrong(nonsense, made.key(), "TLS_CERTIFICATE, TLS_KEY: ");
        assertWrong(made.certificate(), nonsense, "TLS_CERTIFICATE, TLS_KEY: ");
        assertWrong(directory.resolve("missing"), made.key(), "TLS_CERTIFICATE: must be a file");
        assertThatThrownBy(() ->
                        RunningProduct.start(RunningProduct.options().set("TLS_KEY", nonsense)))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("TLS_CERTIFICATE: is missing");
    }

    private static void assertWrong(Path certificate, Path key, String complaint) {
        assertThatThrownBy(() -> RunningProduct.start(with(certificate, key)))
                .isInstanceOfAny(WrongSetting.class, StartFailure.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("\n");
    }

    @Test
    void curl_gets_streams_over_http_2_with_and_without_tls() throws Exception {
        assumeTrue(curlSpeaksHttp2(), "no curl that speaks HTTP/2");

        assertThat(curl(product.uri(), "--http2", "--cacert", made.certificate().toString()))
                .startsWith("HTTP/2 200")
                .contains("event: comparison.finished");
        try (RunningProduct plain = RunningProduct.start(RunningProduct.options())) {
            key = plain.key(Tier.PRO_PLUS);
            assertThat(curl(plain.uri(), "--http2-prior-knowledge"))
                    .startsWith("HTTP/2 200")
                    .contains("event: comparison.finished");
            assertThat(curl(plain.uri(), "--http2")).startsWith("HTTP/1.1 200");
        } finally {
            key = product.key(Tier.PRO_PLUS);
        }
    }

    private static boolean curlSpeaksHttp2() throws Exception {
        try {
            return output("curl", "--version").contains("HTTP2");
        } catch (java.io.IOException missing) {
            return false;
        }
    }

    private static String curl(URI base, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sSi", "--max-time", "30"));
        command.addAll(List.of(options));
        command.addAll(
                List.of(
                        "-H",
                        "Authorization: Bearer " + key,
                        "-H",
                        "Accept: text/event-stream",
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        BODY,
                        base.resolve("/v1/comparisons").toString()));
        return output(command.toArray(String[]::new));
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

package com.compareintel.app.bench;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Tells the mock how to speak, and asks it what it did.
final class MockControl implements AutoCloseable {
    private final HttpClient http;
    private final String base;

    MockControl(int port, boolean tls) {
        this.http = client(tls);
        this.base = (tls ? "https" : "http") + "://127.0.0.1:" + port + "/bench/";
    }

    /// A client that believes whoever answers.
    static HttpClient client(boolean tls) {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        return tls ? builder.sslContext(trusting()).build() : builder.build();
    }

    private static SSLContext trusting() {
        try {
            TrustManager[] all = InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, all, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void scene(Scene scene) {
        ask("scene/" + scene.query());
    }

    /// All calls that are open end instead of going on.
    void finish() {
        ask("finish");
    }

    /// All connections that calls came over and that are not in use are closed, as a provider does
    /// with those that nobody used for a while.
    void rest() {
        ask("rest");
    }

    /// How many calls are open.
    int open() {
        return Integer.parseInt(ask("open"));
    }

    /// The calls that have ended since the last time.
    List<Bill> book() {
        String book = ask("book");
        return book.isEmpty() ? List.of() : book.lines().map(Bill::parse).toList();
    }

    /// Fails unless its clock is ours: a chunk's age is the difference of the two.
    void requireOneClock() {
        long before = System.nanoTime();
        long there = Long.parseLong(ask("clock"));
        long after = System.nanoTime();
        if (there < before || there > after) {
            throw new IllegalStateException("the processes of this machine share no clock");
        }
    }

    private String ask(String what) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + what)).build();
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            String body = response.body();
            if (response.statusCode() != 200) {
                throw new IllegalStateException(what + ": " + response.statusCode());
            }
            return body;
        } catch (IOException broken) {
            throw new IllegalStateException(what, broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

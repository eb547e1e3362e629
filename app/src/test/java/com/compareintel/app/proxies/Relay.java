package com.compareintel.app.proxies;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A stretch of network between a client and the product on which things go wrong once: at first
/// the service is busy if a test wishes so, then the first event stream breaks off.
public final class Relay implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;
    private static final byte[] BUSY =
            String.join(
                            "\r\n",
                            "HTTP/1.1 503 Service Unavailable",
                            "Retry-After: 1",
                            "Content-Type: application/problem+json",
                            "Content-Length: 2",
                            "Connection: close",
                            "",
                            "{}")
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final URI target;
    private final int cutAfter;
    private final AtomicBoolean busy;
    private final AtomicBoolean whole = new AtomicBoolean(true);
    private final CountDownLatch cut = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Relay(ServerSocket server, URI target, int cutAfter, boolean busy) {
        this.server = server;
        this.target = target;
        this.cutAfter = cutAfter;
        this.busy = new AtomicBoolean(busy);
    }

    /// Starts one.
    ///
    /// @param cutAfter after so many bytes of the first response that is an event stream, its head
    ///   included, the connection is closed
    /// @param busy whether the first request is answered with 503
    public static Relay start(URI target, int cutAfter, boolean busy) {
        try {
            var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            var relay = new Relay(server, target, cutAfter, busy);
            relay.threads.execute(relay::accept);
            return relay;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// Where clients call.
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// Waits until the stream was cut.
    public void awaitCut() throws InterruptedException {
        if (!cut.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no stream got that far");
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                var service = new Socket(target.getHost(), target.getPort())) {
            client.setTcpNoDelay(true);
            service.setTcpNoDelay(true);
            if (busy.getAndSet(false)) {
                byte[] request = new byte[16 << 10];
                if (client.getInputStream().read(request) > 0) {
                    client.getOutputStream().write(BUSY);
                }
                return;
            }
            threads.execute(() -> upwards(client, service));
            downwards(service.getInputStream(), client.getOutputStream());
        } catch (IOException gone) {
            // Both sides notice for themselves.
        }
    }

    private static void upwards(Socket client, Socket service) {
        try {
            client.getInputStream().transferTo(service.getOutputStream());
            service.shutdownOutput();
        } catch (IOException gone) {
            // The other direction ends too.
        }
    }

    private void downwards(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[512];
        int streamed = 0;
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            boolean begins =
                    new String(buffer, 0, length, StandardCharsets.ISO_8859_1)
                            .toLowerCase(Locale.ROOT)
                            .contains("content-type: text/event-stream");
            streamed += begins || streamed > 0 ? length : 0;
            if (streamed > cutAfter && whole.getAndSet(false)) {
                to.write(buffer, 0, length - (streamed - cutAfter));
                cut.countDown();
                return;
            }
            to.write(buffer, 0, length);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}

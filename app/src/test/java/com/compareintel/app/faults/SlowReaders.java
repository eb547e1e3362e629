package com.compareintel.app.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Readers who ask for a stream and then take a byte of it a second, every other one none at all.
final class SlowReaders implements AutoCloseable {
    /// The smallest window a system gives.
    private static final int RECEIVED_AHEAD = 2_048;

    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Asks for a comparison of these models.
    void add(int port, String key, List<String> models) throws IOException {
        String body = Caller.body("Go on for ever.", models).toString();
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(RECEIVED_AHEAD);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request =
                String.join(
                        "\r\n",
                        "POST /v1/comparisons HTTP/1.1",
                        "Host: 127.0.0.1:" + port,
                        "Authorization: Bearer " + key,
                        "Content-Type: application/json",
                        "Accept: text/event-stream",
                        "Content-Length: " + body.length(),
                        "",
                        body);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        if (sockets.size() % 2 == 0) {
            threads.execute(() -> sip(socket));
        }
    }

    private static void sip(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                Until.pass(Duration.ofSeconds(1));
            }
        } catch (IOException | AssertionError over) {
            // The scenario has ended.
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

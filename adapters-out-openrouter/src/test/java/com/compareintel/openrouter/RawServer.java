package com.compareintel.openrouter;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that does with its connections exactly what a test says, well-mannered or not.
final class RawServer implements AutoCloseable {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n";

    private static final String ANSWER =
            """
            data: {"choices":[{"delta":{"content":"hi"},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    /// What it does with one connection; the connection is closed when this returns.
    @FunctionalInterface
    interface Manners {
        void serve(Guest guest) throws IOException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();

    private RawServer(ServerSocket server, Manners manners) {
        this.server = server;
        threads.execute(() -> accept(manners));
    }

    static RawServer start(Manners manners) throws IOException {
        return over(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manners);
    }

    static RawServer over(ServerSocket server, Manners manners) {
        return new RawServer(server, manners);
    }

    /// One that answers every request on every connection in the ordinary way.
    static void politely(Guest guest) throws IOException {
        while (guest.awaitRequest()) {
            guest.answer();
        }
    }

    private void accept(Manners manners) {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                sockets.add(socket);
                Guest guest = new Guest(socket, connections.incrementAndGet());
                threads.execute(() -> guest.served(manners));
            }
        } catch (IOException over) {
            // The server was closed.
        }
    }

    URI uri(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + server.getLocalPort() + "/v1");
    }

    URI uri() {
        return uri("http", "127.0.0.1");
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    /// Waits until a connection is over, and says which; 0 if none is in time.
    int awaitClosed() throws InterruptedException {
        Integer number = closed.poll(10, TimeUnit.SECONDS);
        return number == null ? 0 : number;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.close();
    }

    /// One connection.
    final class Guest {
        private final Socket socket;
        private final int number;

        private Guest(Socket socket, int number) {
            this.socket = socket;
            this.number = number;
        }

        int number() {
            return number;
        }

        private void served(Manners manners) {
            try (socket) {
                manners.serve(this);
            } catch (IOException over) {
                // The other side is gone.
            } finally {
                closed.add(number);
            }
        }

        /// Reads a request whole; false if there is none any more.
        boolean awaitRequest() throws IOException {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                head.append((char) next);
            }
            String length = head.toString().replaceAll("(?is).*content-length: *(\\d+).*", "$1");
            in.readNBytes(Integer.parseInt(length));
            requests.incrementAndGet();
            return true;
        }

        /// Waits until the other side closes.
        void awaitEnd() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // Whatever it says, it is to hang up.
            }
        }

        /// Answers in the ordinary way, all of it at once.
        void answer() throws IOException {
            write(HEAD + "\r\n" + chunk() + "0\r\n\r\n");
        }

        /// Answers, but for the end of the body, with more header lines if given.
        void answerWithoutEnd(String headers) throws IOException {
            write(HEAD + headers + "\r\n" + chunk());
        }

        private static String chunk() {
            return Integer.toHexString(ANSWER.length()) + "\r\n" + ANSWER + "\r\n";
        }

        void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        /// Sees to it that the connection ends with a reset.
        void resetAtEnd() throws IOException {
            socket.setSoLinger(true, 0);
        }
    }
}

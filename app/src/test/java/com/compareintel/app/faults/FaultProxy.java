package com.compareintel.app.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// A stretch of network before any server, on which a test lets things go wrong: what passes can be
/// late, slow, frozen, cut at a byte or reset, and the door can be shut. Thread-safe; what is
/// changed holds at once, for connections that are open too.
final class FaultProxy implements AutoCloseable {
    /// For [#cutEachAfter]: the connection is left whole.
    static final int WHOLE = -1;

    private static final int BUFFER = 8 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int port;
    private volatile ServerSocket door;
    private volatile Future<?> porter = CompletableFuture.completedFuture(null);
    private volatile int target;
    private volatile Weather weather = Weather.CLEAR;
    private volatile IntSupplier cuts = () -> WHOLE;
    private volatile Supplier<Consumer<byte[]>> ears = () -> bytes -> {};
    private volatile boolean closed;

    private record Weather(boolean frozen, long delayNanos, int bytesPerSecond) {
        static final Weather CLEAR = new Weather(false, 0, 0);
    }

    private FaultProxy(ServerSocket door, int target) {
        this.door = door;
        this.port = door.getLocalPort();
        this.target = target;
    }

    /// Starts one on a free port before this port of the loopback interface.
    static FaultProxy before(int target) {
        FaultProxy proxy = new FaultProxy(listen(0), target);
        proxy.admit();
        return proxy;
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_024);
            return socket;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    int port() {
        return port;
    }

    /// Leads new connections elsewhere.
    void leadTo(int other) {
        target = other;
    }

    /// Nothing passes any more in either direction, and nobody is told.
    void freeze() {
        change(new Weather(true, 0, 0));
    }

    /// Each piece is so much late.
    void delay(Duration time) {
        change(new Weather(false, time.toNanos(), 0));
    }

    /// Each direction of each connection takes no more than so many bytes a second.
    void slow(int bytesPerSecond) {
        change(new Weather(false, 0, bytesPerSecond));
    }

    /// All passes as if this was not here; a shut door stays shut.
    void clear() {
        cuts = () -> WHOLE;
        change(Weather.CLEAR);
    }

    /// Each new connection is reset once so many bytes have come back on it.
    void cutEachAfter(IntSupplier bytes) {
        cuts = bytes;
    }

    /// Lets a listener of its own hear what comes back on each new connection, as it passes.
    void listen(Supplier<Consumer<byte[]>> listeners) {
        ears = listeners;
    }

    /// Resets all connections that are open.
    void resetAll() {
        links.forEach(Link::reset);
    }

    /// Shuts the door: new connections are refused, and open ones are reset.
    void refuse() {
        close(door);
        // The port is free when the one who waits at the door has gone.
        try {
            porter.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException stuck) {
            throw new AssertionError("the door does not shut", stuck);
        }
        resetAll();
    }

    /// Opens the door again.
    void accept() {
        door = listen(port);
        admit();
    }

    private void change(Weather next) {
        lock.lock();
        try {
            weather = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void admit() {
        ServerSocket open = door;
        porter =
                threads.submit(() -> {
                    while (!open.isClosed()) {
                        try {
                            Socket client = open.accept();
                            threads.execute(() -> connect(client));
                        } catch (IOException shut) {
                            return;
                        }
                    }
                });
    }

    private void connect(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Link link = new Link(client, server);
            links.add(link);
            try {
                threads.execute(() -> link.pump(client, server, WHOLE, bytes -> {}));
                link.pump(server, client, cuts.getAsInt(), ears.get());
            } finally {
                links.remove(link);
            }
        } catch (IOException unreachable) {
            // The client finds its connection closed.
        }
    }

    /// Waits while nothing passes, and then for as long as a piece of this size takes.
    private void wait(int bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (weather.frozen() && !closed) {
                changed.await();
            }
            Weather now = weather;
            long nanos =
                    now.delayNanos()
                            + (now.bytesPerSecond() == 0
                                    ? 0
                                    : TimeUnit.SECONDS.toNanos(bytes) / now.bytesPerSecond());
            while (nanos > 0 && weather.equals(now) && !closed) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private int pieceSize() {
        int rate = weather.bytesPerSecond();
        return rate == 0 ? BUFFER : Math.clamp(rate / 10, 1, BUFFER);
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyGone) {
            // That is all that was wanted.
        }
    }

    @Override
    public void close() {
        closed = true;
        close(door);
        change(Weather.CLEAR);
        resetAll();
        threads.shutdownNow();
    }

    /// One connection through here.
    private final class Link {
        private final Socket client;
        private final Socket server;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        /// @param cut how many bytes pass before both sides are reset
        void pump(Socket from, Socket to, int cut, Consumer<byte[]> listener) {
            byte[] buffer = new byte[BUFFER];
            long passed = 0;
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                while (true) {
                    int length = in.read(buffer, 0, pieceSize());
                    if (length < 0) {
                        FaultProxy.this.wait(0);
                        to.shutdownOutput();
                        return;
                    }
                    FaultProxy.this.wait(length);
                    boolean cutHere = cut != WHOLE && passed + length >= cut;
                    int whole = cutHere ? (int) (cut - passed) : length;
                    out.write(buffer, 0, whole);
                    listener.accept(Arrays.copyOf(buffer, whole));
                    passed += length;
                    if (cutHere) {
                        reset();
                        return;
                    }
                }
            } catch (IOException | InterruptedException gone) {
                reset();
            }
        }

        void reset() {
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    socket.setSoLinger(true, 0);
                } catch (IOException alreadyGone) {
                    // Nothing is left to be reset.
                }
                FaultProxy.close(socket);
            }
        }
    }
}

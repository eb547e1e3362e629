package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The network that breaks where it is told to, before a server that sends back what it gets.
final class FaultProxyTest {
    private static final byte[] HELLO = {1, 2, 3, 4, 5, 6, 7, 8};

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private FaultProxy proxy = FaultProxy.before(echo.getLocalPort());

    FaultProxyTest() throws IOException {}

    @BeforeEach
    void serve() {
        threads.execute(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket client = echo.accept();
                    threads.execute(() -> sendBack(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private static void sendBack(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException gone) {
            // The test has seen enough.
        }
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        echo.close();
        threads.shutdownNow();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] hello(Socket socket) throws IOException {
        socket.getOutputStream().write(HELLO);
        return socket.getInputStream().readNBytes(HELLO.length);
    }

    @Test
    void what_is_clear_passes() throws IOException {
        try (Socket socket = connect()) {
            assertThat(hello(socket)).isEqualTo(HELLO);
        }
    }

    @Test
    void what_is_frozen_comes_once_it_has_thawed() throws IOException {
        try (Socket socket = connect()) {
            assertThat(hello(socket)).isEqualTo(HELLO);
            proxy.freeze();
            socket.getOutputStream().write(HELLO);
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            proxy.clear();
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
        }
    }

    @Test
    void what_is_delayed_or_slow_takes_its_time() throws IOException {
        proxy.delay(Duration.ofMillis(100));
        assertThat(timeOfHello()).isGreaterThan(Duration.ofMillis(200));
        proxy.slow(40);
        assertThat(timeOfHello()).isGreaterThan(Duration.ofMillis(200));
    }

    private Duration timeOfHello() throws IOException {
        try (Socket socket = connect()) {
            long start = System.nanoTime();
            assertThat(hello(socket)).isEqualTo(HELLO);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    @Test
    void what_is_cut_breaks_off_at_its_byte() throws IOException {
        proxy.cutEachAfter(() -> 5);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(HELLO);
            int read = 0;
            try {
                while (socket.getInputStream().read() >= 0) {
                    read++;
                }
            } catch (SocketException reset) {
                assertThat(reset).isNotNull();
            }
            assertThat(read).isLessThanOrEqualTo(5);
        }
    }

    @Test
    void a_shut_door_refuses_and_opens_again_on_the_same_port() throws IOException {
        Socket open = connect();
        assertThat(hello(open)).isEqualTo(HELLO);
        proxy.refuse();

        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        assertThatThrownBy(
                        () -> {
                            if (open.getInputStream().read() < 0) {
                                throw new SocketException("closed");
                            }
                        })
                .isInstanceOf(SocketException.class);

        proxy.accept();
        try (Socket socket = connect()) {
            assertThat(hello(socket)).isEqualTo(HELLO);
        }
    }
}

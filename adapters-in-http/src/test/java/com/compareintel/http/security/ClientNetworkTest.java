package com.compareintel.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.identity.Payer;
import com.compareintel.http.Log;
import com.compareintel.http.server.HttpApiConfiguration;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.MutableHttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {
    private static final String PROXY = "10.0.0.1";

    private final ClientNetwork networks =
            networks(Optional.of("10.0.0.0/8, 127.0.0.1, ::1, fd00::/8"), 1);

    private static ClientNetwork networks(Optional<String> trusted, int secret) {
        return new ClientNetwork(
                new HttpApiConfiguration(
                        trusted,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Duration.ofSeconds(15),
                        300),
                name -> new byte[] {(byte) secret});
    }

    private static final class From extends HttpRequestWrapper<Object> {
        private final InetSocketAddress peer;

        From(HttpRequest<Object> request, InetSocketAddress peer) {
            super(request);
            this.peer = peer;
        }

        @Override
        public InetSocketAddress getRemoteAddress() {
            return peer;
        }
    }

    private static HttpRequest<?> from(String peer, String... forwarded) {
        MutableHttpRequest<Object> request = HttpRequest.GET("/");
        for (String header : forwarded) {
            request.getHeaders().add("X-Forwarded-For", header);
        }
        return new From(request, new InetSocketAddress(InetAddress.ofLiteral(peer), 4711));
    }

    private Payer.Network network(String peer, String... forwarded) {
        return networks.of(from(peer, forwarded));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9, true",
        "203.0.113.9, 203.0.113.8, false",
        "203.0.113.9, ::ffff:203.0.113.9, true",
        "203.0.113.9, 64:ff9b::203.0.113.9, true",
        "203.0.113.9, 2002:cb00:7109::1, true",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "2001:db8:1:2::1, 2001:db9:1:2::1, false"
    })
    void an_ipv4_address_or_a_64_of_ipv6_is_one_network(String one, String other, boolean same) {
        assertThat(network(one).equals(network(other))).isEqualTo(same);
    }

    @Test
    void networks_of_one_48_share_their_site_and_ipv4_has_none() {
        assertThat(network("2001:db8:1:2::1").site())
                .isPresent()
                .isEqualTo(network("2001:db8:1:3::1").site())
                .isNotEqualTo(network("2001:db8:2:2::1").site());
        assertThat(network("203.0.113.9").site()).isEmpty();
    }

    @Test
    void a_network_leaves_as_a_hash_that_depends_on_the_secret() {
        Payer.Network network = network("203.0.113.9");

        assertThat(network.hash()).matches("[0-9a-f]{32}");
        assertThat(networks(Optional.empty(), 2).of(from("203.0.113.9"))).isNotEqualTo(network);
    }

    @ParameterizedTest(name = "{0} from {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // what the proxy says          | who it is
                "203.0.113.9                    | 203.0.113.9",
                "  203.0.113.9                  | 203.0.113.9",
                "198.51.100.1, 203.0.113.9      | 203.0.113.9",
                "203.0.113.9, 10.0.0.2          | 203.0.113.9",
                "198.51.100.1,203.0.113.9,10.0.0.2,10.0.0.3 | 203.0.113.9",
                "203.0.113.9:4711               | 203.0.113.9",
                "[2001:db8:1:2::1]              | 2001:db8:1:2::1",
                "[2001:db8:1:2::1]:443          | 2001:db8:1:2::1",
                "2001:db8:1:2::1                | 2001:db8:1:2::1",
                "::ffff:203.0.113.9             | 203.0.113.9",
                "[::ffff:203.0.113.9]:80        | 203.0.113.9",
                "203.0.113.9, ::ffff:10.0.0.2   | 203.0.113.9",
                "203.0.113.9, fd00::7           | 203.0.113.9",
                // all of them trusted: the farthest
                "10.0.0.9, 10.0.0.8             | 10.0.0.9",
                // behind garbage nobody vouches for anything
                "203.0.113.9, unknown           | 10.0.0.1",
                "203.0.113.9, unknown, 10.0.0.2 | 10.0.0.2",
                "203.0.113.9,                   | 10.0.0.1",
                "unknown                        | 10.0.0.1",
                "999.1.1.1                      | 10.0.0.1",
                "_hidden, 198.51.100.7          | 198.51.100.7",
                "[2001:db8::1                   | 10.0.0.1",
                "[]                             | 10.0.0.1",
                ":                              | 10.0.0.1",
                "localhost                      | 10.0.0.1",
                "203.0.113.9;evil               | 10.0.0.1",
                "1.2.3                          | 10.0.0.1"
            })
    void behind_a_trusted_proxy_it_is_the_rightmost_that_is_not_trusted(
            String forwarded, String expected) {
        assertThat(network(PROXY, forwarded)).isEqualTo(network(expected));
    }

    @Test
    void an_empty_header_says_nothing() {
        assertThat(network(PROXY, "")).isEqualTo(network(PROXY));
    }

    @Test
    void several_header_lines_are_one_list() {
        assertThat(network(PROXY, "198.51.100.1", "203.0.113.9, 10.0.0.3", "10.0.0.2"))
                .isEqualTo(network("203.0.113.9"));
        assertThat(network(PROXY, "203.0.113.9", "10.0.0.2")).isEqualTo(network("203.0.113.9"));
    }

    @Test
    void what_an_untrusted_peer_says_is_ignored_and_told_once() {
        try (Log log = Log.listen()) {
            for (int i = 0; i < 3; i++) {
                assertThat(network("203.0.113.9", "198.51.100.1"))
                        .isEqualTo(network("203.0.113.9"));
            }

            assertThat(log.complaints())
                    .singleElement()
                    .asString()
                    .contains("X-Forwarded-For", "TRUSTED_PROXIES")
                    .doesNotContain("198.51.100.1");
        }
    }

    @Test
    void nobody_is_trusted_unless_it_is_said() {
        ClientNetwork strict = networks(Optional.empty(), 1);

        assertThat(strict.of(from("127.0.0.1", "203.0.113.9"))).isEqualTo(network("127.0.0.1"));
    }

    @Test
    void a_peer_without_an_address_has_a_network_nevertheless() {
        HttpRequest<?> request =
                new From(HttpRequest.GET("/"), InetSocketAddress.createUnresolved("somewhere", 1));

        assertThat(networks.of(request).hash()).isNotEmpty();
    }

    @Test
    void a_list_of_proxies_that_cannot_be_read_stops_the_start() {
        assertThatThrownBy(() -> networks(Optional.of("10.0.0.0/8, proxy.example"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TRUSTED_PROXIES")
                .hasMessageContaining("proxy.example");
    }
}

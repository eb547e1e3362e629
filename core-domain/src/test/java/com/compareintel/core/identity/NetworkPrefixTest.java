package com.compareintel.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkPrefixTest {
    private static NetworkPrefix of(String address) throws UnknownHostException {
        return NetworkPrefix.of(InetAddress.ofLiteral(address).getAddress());
    }

    @Test
    void an_ipv4_address_is_a_network_of_its_own_without_a_site() throws UnknownHostException {
        assertThat(of("192.0.2.1")).isEqualTo(of("192.0.2.1")).isNotEqualTo(of("192.0.2.2"));
        assertThat(of("192.0.2.1").site()).isEmpty();
    }

    @Test
    void addresses_of_one_slash_64_are_one_network() throws UnknownHostException {
        assertThat(of("2001:db8:1:2::1")).isEqualTo(of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertThat(of("2001:db8:1:2::1")).isNotEqualTo(of("2001:db8:1:3::1"));
    }

    @Test
    void networks_of_one_slash_48_share_a_site() throws UnknownHostException {
        assertThat(of("2001:db8:1:2::1").site())
                .isEqualTo(of("2001:db8:1:ffff::1").site())
                .isPresent();
        assertThat(of("2001:db8:1:2::1").site()).isNotEqualTo(of("2001:db8:2:2::1").site());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mapped, 00000000000000000000ffffc0000201",
        "NAT64, 0064ff9b0000000000000000c0000201",
        "6to4, 2002c000020100000000000000000001",
        "6to4 of another interface, 2002c0000201abcd1234567890abcdef"
    })
    void an_embedded_ipv4_address_is_unwrapped(String how, String bytes)
            throws UnknownHostException {
        assertThat(NetworkPrefix.of(HexFormat.of().parseHex(bytes))).isEqualTo(of("192.0.2.1"));
    }

    @Test
    void the_two_families_never_meet() throws UnknownHostException {
        assertThat(of("32.1.13.184").text()).isNotEqualTo(of("2001:db8::").text());
    }

    @Test
    void other_lengths_are_refused() {
        assertThatThrownBy(() -> NetworkPrefix.of(new byte[5]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

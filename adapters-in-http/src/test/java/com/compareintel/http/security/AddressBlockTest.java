package com.compareintel.http.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.8, false",
        "192.168.1.6/31, 192.168.1.7, true",
        "192.168.1.6/31, 192.168.1.8, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::1/128, 2001:db8::1, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "127.0.0.0/8, ::ffff:127.0.0.1, true",
        "::ffff:10.0.0.1, 10.0.0.1, true",
        "::ffff:10.0.0.0/104, 10.200.0.1, true",
        "::ffff:10.0.0.0/104, 11.0.0.1, false",
        "::ffff:10.0.0.0/128, 10.0.0.1, false",
        "fe80::/10, FE80::1, true"
    })
    void a_block_contains_its_addresses_and_no_other(
            String block, String address, boolean contained) {
        assertThat(
                        AddressBlock.parse(block)
                                .orElseThrow()
                                .contains(AddressBlock.address(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "10.0.0/8",
                "10.0.0.0.0/8",
                "10.0.0.256",
                "999.1.1.1",
                "::/129",
                "::ffff:10.0.0.0/95",
                "1:2:3:4:5:6:7:8:9",
                "fe80::1%eth0",
                "localhost",
                "proxy.example",
                "0x7f.0.0.1",
                "2130706433"
            })
    void what_is_no_block_is_recognised_without_asking_anybody(String text) {
        assertThat(AddressBlock.parse(text)).isEmpty();
    }

    @Test
    void a_list_may_have_blanks_and_empty_entries() {
        assertThat(AddressBlock.list(" 10.0.0.0/8 ,, ::1 ,")).hasSize(2);
        assertThat(AddressBlock.list("")).isEmpty();
    }

    @Test
    void a_list_names_the_entry_that_is_wrong() {
        assertThatThrownBy(() -> AddressBlock.list("10.0.0.0/8, ten"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ten");
    }
}

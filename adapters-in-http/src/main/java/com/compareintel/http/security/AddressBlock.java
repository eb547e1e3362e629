package com.compareintel.http.security;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A block of addresses such as `10.0.0.0/8` or `2001:db8::/32`; a bare address is a block of one.
/// IPv4 mapped into IPv6 is IPv4.
final class AddressBlock {
    private static final int IPV4_BYTES = 4;

    /// What stands before an IPv4 address that is mapped into IPv6.
    private static final int MAPPED_BITS = 96;

    private final byte[] prefix;
    private final int bits;

    private AddressBlock(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /// The blocks of a list separated by commas.
    ///
    /// @throws IllegalArgumentException naming what is none
    static List<AddressBlock> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(block -> !block.isEmpty())
                .map(block ->
                        parse(block)
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "not an address block: " + block)))
                .toList();
    }

    static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int most = address.get().length * 8;
        if (slash < 0) {
            return Optional.of(new AddressBlock(address.get(), most));
        }
        String length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}")) {
            return Optional.empty();
        }
        boolean mapped = address.get().length == IPV4_BYTES && text.indexOf(':') >= 0;
        int bits = Integer.parseInt(length) - (mapped ? MAPPED_BITS : 0);
        return bits >= 0 && bits <= most
                ? Optional.of(new AddressBlock(address.get(), bits))
                : Optional.empty();
    }

    /// The bytes of an address in figures; names are not looked up.
    static Optional<byte[]> address(String text) {
        boolean figures =
                text.indexOf(':') >= 0
                        ? text.matches("[0-9a-fA-F:.]+")
                        : text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!figures) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text).getAddress());
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((address[bit >> 3] & mask) != (prefix[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}

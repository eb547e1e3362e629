package com.compareintel.core.identity;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The part of a client's address that identifies its network: a whole IPv4 address, or the first
/// 64 bits of an IPv6 address together with its first 48. An IPv4 address embedded in IPv6 (mapped
/// `::ffff:0:0/96`, NAT64 `64:ff9b::/96`, 6to4 `2002::/16`) is unwrapped, so that one host has one
/// network whichever way it arrives.
///
/// @param text the prefix, the same text for the same network
/// @param site the surrounding /48 of an IPv6 prefix, empty for IPv4
public record NetworkPrefix(String text, Optional<String> site) {
    private static final byte[] MAPPED = HexFormat.of().parseHex("00000000000000000000ffff");
    private static final byte[] NAT64 = HexFormat.of().parseHex("0064ff9b0000000000000000");

    /// The network of an address.
    ///
    /// @param address 4 or 16 bytes in network order
    public static NetworkPrefix of(byte[] address) {
        return switch (address.length) {
            case 4 -> ipv4(address, 0);
            case 16 -> ipv6(address);
            default ->
                    throw new IllegalArgumentException("address of " + address.length + " bytes");
        };
    }

    private static NetworkPrefix ipv6(byte[] address) {
        if (startsWith(address, MAPPED) || startsWith(address, NAT64)) {
            return ipv4(address, 12);
        }
        if (address[0] == 0x20 && address[1] == 0x02) {
            return ipv4(address, 2);
        }
        HexFormat hex = HexFormat.of();
        return new NetworkPrefix(
                "6/" + hex.formatHex(address, 0, 8),
                Optional.of("6/" + hex.formatHex(address, 0, 6)));
    }

    private static NetworkPrefix ipv4(byte[] address, int from) {
        return new NetworkPrefix(
                "4/" + HexFormat.of().formatHex(address, from, from + 4), Optional.empty());
    }

    private static boolean startsWith(byte[] address, byte[] prefix) {
        return Arrays.equals(address, 0, prefix.length, prefix, 0, prefix.length);
    }
}

package com.compareintel.http.security;

import com.compareintel.core.identity.NetworkPrefix;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.SharedSecrets;
import com.compareintel.http.server.HttpApiConfiguration;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the network a request comes from: that of the socket's peer, unless the peer is a trusted
/// proxy; then that of the right-most `X-Forwarded-For` entry that is none itself. Networks leave
/// here as keyed hashes only.
@Singleton
final class ClientNetwork {
    private static final Logger LOG = LoggerFactory.getLogger(ClientNetwork.class);
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final byte[] UNKNOWN = new byte[4];

    private final List<AddressBlock> trusted;
    private final SecretKeySpec key;
    private final AtomicBoolean warned = new AtomicBoolean();

    ClientNetwork(HttpApiConfiguration configuration, SharedSecrets secrets) {
        this.trusted = configuration.trustedProxies().map(ClientNetwork::blocks).orElse(List.of());
        this.key = new SecretKeySpec(secrets.named("networks"), "HmacSHA256");
    }

    private static List<AddressBlock> blocks(String text) {
        try {
            return AddressBlock.list(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("TRUSTED_PROXIES: " + wrong.getMessage(), wrong);
        }
    }

    /// The network that a request comes from.
    public Payer.Network of(HttpRequest<?> request) {
        NetworkPrefix prefix = NetworkPrefix.of(address(request));
        return new Payer.Network(hash(prefix.text()), prefix.site().map(this::hash));
    }

    private byte[] address(HttpRequest<?> request) {
        InetSocketAddress peer = request.getRemoteAddress();
        byte[] address = peer.getAddress() == null ? UNKNOWN : peer.getAddress().getAddress();
        List<String> forwarded = request.getHeaders().getAll(FORWARDED_FOR);
        if (forwarded.isEmpty()) {
            return address;
        }
        if (!isTrusted(address)) {
            if (warned.compareAndSet(false, true)) {
                LOG.warn(
                        "A peer that is not in TRUSTED_PROXIES sends {}; it is ignored",
                        FORWARDED_FOR);
            }
            return address;
        }
        return rightmostUntrusted(forwarded, address);
    }

    /// From the right, hop by hop, as long as a trusted hop vouches for the next; behind something
    /// that is no address nobody vouches for anything.
    private byte[] rightmostUntrusted(List<String> headers, byte[] peer) {
        List<String> hops = new ArrayList<>();
        headers.forEach(header -> Collections.addAll(hops, header.split(",", -1)));
        byte[] last = peer;
        for (String hop : hops.reversed()) {
            Optional<byte[]> address = AddressBlock.address(withoutPort(hop.strip()));
            if (address.isEmpty()) {
                return last;
            }
            last = address.get();
            if (!isTrusted(last)) {
                return last;
            }
        }
        return last;
    }

    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && hop.indexOf(':', colon + 1) < 0 ? hop.substring(0, colon) : hop;
    }

    private boolean isTrusted(byte[] address) {
        return trusted.stream().anyMatch(block -> block.contains(address));
    }

    private String hash(String prefix) {
        return HexFormat.of().formatHex(mac("network " + prefix), 0, 16);
    }

    /// A keyed hash of any text, under the same secret.
    byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

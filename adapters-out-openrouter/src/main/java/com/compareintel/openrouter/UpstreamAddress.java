package com.compareintel.openrouter;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;

/// Where the upstream is: the base URL, taken apart.
///
/// @param host a name or an address, IPv6 without brackets
/// @param path of the base URL, without a slash at its end; may be empty
record UpstreamAddress(boolean secure, String host, int port, String path) {
    /// Reads a base URL such as `https://openrouter.ai/api/v1`.
    ///
    /// @throws IllegalArgumentException if it is no absolute http or https URL, or has a user,
    ///   query or fragment
    static UpstreamAddress of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        boolean plain = scheme.equals("http");
        if ((!secure && !plain)
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException("upstream base URL must be http(s)://host/path");
        }
        int standardPort = secure ? 443 : 80;
        return new UpstreamAddress(
                secure,
                url.getHost().replaceAll("[\\[\\]]", ""),
                url.getPort() < 0 ? standardPort : url.getPort(),
                url.getRawPath().replaceAll("/+$", ""));
    }

    /// The value of the header `Host`.
    String hostHeader() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        boolean standardPort = port == (secure ? 443 : 80);
        return standardPort ? name : name + ":" + port;
    }

    /// Scheme, host and port as a URL.
    URI origin() {
        return URI.create((secure ? "https://" : "http://") + hostHeader());
    }

    InetSocketAddress unresolved() {
        return InetSocketAddress.createUnresolved(host, port);
    }
}

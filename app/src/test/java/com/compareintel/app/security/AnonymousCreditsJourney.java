package com.compareintel.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.AtOnce;
import com.compareintel.core.Rounds;
import com.compareintel.openrouter.local.LocalUpstreamOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Visitors who want more than they are given: forged forwarding headers, cookies that are cleared
/// or made up, addresses that change, all at once. What a network, a site and all visitors together
/// may have in a day holds.
///
/// How often one may ask is limited elsewhere; here nobody is kept from asking.
@Timeout(1_800)
final class AnonymousCreditsJourney {
    private static final int REQUESTS = Rounds.between(2_000, 100_000);
    private static final long SEED = Long.getLong("visitors.seed", System.nanoTime());

    /// What DESIGN promises, or a tenth of it where there is little time.
    private static final int OF_NETWORK = Rounds.areFull() ? 50 : 5;

    private static final int OF_SITE = 4 * OF_NETWORK;
    private static final int OF_ALL = Rounds.areFull() ? 5_000 : 150;

    private static final int SITES = Rounds.areFull() ? 30 : 3;

    /// Peers that say of themselves where they come from, and are not believed.
    private static final int STRANGERS = 12;

    /// The peer that is believed.
    private static final String PROXY = "127.0.0.200";

    private static final int PROXIED = 12;

    /// A request, and who is to pay for it.
    private record Attempt(String network, String site, String text) {}

    /// How many of somebody's were let in.
    private final Map<String, Integer> admitted = new HashMap<>();

    private final Map<Integer, Integer> statuses = new TreeMap<>();

    @Test
    void whatever_visitors_forge_clear_and_change_the_allowances_hold() throws Exception {
        System.out.println("seed of the visitors: " + SEED);
        LocalDate day = LocalDate.now(ZoneOffset.UTC);
        try (RunningProduct product = RunningProduct.start(options())) {
            List<Callable<Boolean>> callers = new ArrayList<>();
            for (int i = 0; i < STRANGERS + PROXIED; i++) {
                Random random = new Random(SEED + i);
                String from = i < STRANGERS ? "127.0.0." + (2 + i) : PROXY;
                callers.add(() -> {
                    call(product.uri().getPort(), from, random);
                    return true;
                });
            }
            AtOnce.run(callers);

            System.out.println("answers to the visitors: " + statuses);
            assumeTrue(LocalDate.now(ZoneOffset.UTC).equals(day), "a new day, new credits");
            assertThat(statuses.keySet()).isSubsetOf(202, 402).hasSize(2);
            admitted.forEach((who, times) ->
                    assertThat(times)
                            .as("seed %d: %s", SEED, who)
                            .isLessThanOrEqualTo(
                                    who.startsWith("site ")
                                            ? OF_SITE
                                            : who.equals("all") ? OF_ALL : OF_NETWORK));
            // They did their worst: all there was is gone.
            assertThat(admitted.get("all")).isEqualTo(OF_ALL);
            assertLedger(product);
        }
    }

    private static RunningProduct.Options options() {
        return RunningProduct.options()
                .trusting(PROXY)
                .set("tiers.anonymous.credits", OF_NETWORK)
                .set("ANONYMOUS_DAILY_CREDITS", OF_ALL)
                .set("tiers.anonymous.comparisons-per-minute", 1_000_000)
                .set("tiers.anonymous.open-at-once", 100_000)
                .set("visitors.network-comparisons-per-minute", 1_000_000)
                .set("visitors.network-open-at-once", 100_000)
                .upstream(
                        LocalUpstreamOptions.faulty().speed(1_000).extraModels("fake/ok-count-3"));
    }

    private void call(int port, String from, Random random) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(60_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            List<String> cookies = new ArrayList<>();
            for (int i = 0; i < Math.ceilDiv(REQUESTS, STRANGERS + PROXIED); i++) {
                Attempt attempt =
                        from.equals(PROXY)
                                ? proxied(random, cookies)
                                : strange(from, random, cookies);
                socket.getOutputStream()
                        .write(attempt.text().getBytes(StandardCharsets.ISO_8859_1));
                BareResponse response = BareResponse.read(in);
                response.header("set-cookie").ifPresent(set -> cookies.add(set.split(";", 2)[0]));
                note(attempt, response.status());
            }
        }
    }

    private synchronized void note(Attempt attempt, int status) {
        statuses.merge(status, 1, Integer::sum);
        if (status == 202) {
            admitted.merge("all", 1, Integer::sum);
            admitted.merge(attempt.network(), 1, Integer::sum);
            if (!attempt.site().isEmpty()) {
                admitted.merge("site " + attempt.site(), 1, Integer::sum);
            }
        }
    }

    /// Somebody whom nobody vouches for says to be anybody.
    private static Attempt strange(String from, Random random, List<String> cookies) {
        String anybody = random.nextBoolean() ? address4(random) : address6(random, 9, 9);
        String header =
                switch (random.nextInt(8)) {
                    case 0 -> "X-Forwarded-For: " + anybody;
                    case 1 -> "X-Forwarded-For: " + anybody + ", " + PROXY;
                    case 2 -> "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-For: " + anybody;
                    case 3 -> "Forwarded: for=\"[" + anybody + "]\";proto=https";
                    case 4 -> "X-Real-IP: " + anybody;
                    case 5 -> "True-Client-IP: " + anybody + "\r\nCF-Connecting-IP: " + anybody;
                    case 6 -> "Via: 1.1 " + PROXY;
                    default -> "X-Client-IP: " + anybody;
                };
        return new Attempt(from, "", request(header, cookie(random, cookies)));
    }

    /// Behind the proxy, what stands right-most counts, however it is written, and nothing before
    /// it.
    private static Attempt proxied(Random random, List<String> cookies) {
        String lies = random.nextBoolean() ? address4(random) + ", " : "garbage, ";
        int site = random.nextInt(SITES);
        int network = random.nextInt(8);
        boolean old = random.nextInt(4) == 0;
        String address = old ? "198.51.100." + network : address6(random, site, network);
        String written =
                old
                        ? random.nextBoolean() ? address : "::ffff:" + address
                        : random.nextBoolean() ? address : "[" + address + "]:4711";
        return new Attempt(
                old ? address : "2001:db8:" + site + ":" + network,
                old ? "" : Integer.toString(site),
                request("X-Forwarded-For: " + lies + written, cookie(random, cookies)));
    }

    private static String address4(Random random) {
        return "203.0.113." + random.nextInt(256);
    }

    private static String address6(Random random, int site, int network) {
        return "2001:db8:%x:%x:%x::%x"
                .formatted(site, network, random.nextInt(65_536), random.nextInt(65_536));
    }

    /// None, one that was given, one that was made up, or garbage.
    private static String cookie(Random random, List<String> given) {
        byte[] madeUp = new byte[32];
        random.nextBytes(madeUp);
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 ->
                    given.isEmpty()
                            ? ""
                            : "Cookie: " + given.get(random.nextInt(given.size())) + "\r\n";
            case 2 ->
                    "Cookie: ci_visitor="
                            + Base64.getUrlEncoder().withoutPadding().encodeToString(madeUp)
                            + "\r\n";
            default -> "Cookie: ci_visitor=garbage; ci_visitor=\r\n";
        };
    }

    private static String request(String header, String cookie) {
        String body = "{\"prompt\":\"Why?\",\"models\":[\"fake/ok-count-3\"]}";
        return """
        POST /v1/comparisons HTTP/1.1
        Host: here
        Content-Type: application/json
        Prefer: respond-async
        Content-Length: %d
        %s
        """
                .formatted(body.length(), header)
                .replace("\r", "")
                .replace("\n", "\r\n")
                .concat(cookie + "\r\n" + body);
    }

    /// The books say the same: one period a pool, and in none more than it was granted.
    private static void assertLedger(RunningProduct product) {
        assertThat(
                        product.number(
                                "SELECT count(*) FROM credit_periods WHERE used_milli + held_milli"
                                        + " > allowance_milli OR allowance_milli > CASE"
                                        + " WHEN pool LIKE 'network:%' THEN "
                                        + OF_NETWORK * 1_000
                                        + " WHEN pool LIKE 'site:%' THEN "
                                        + OF_SITE * 1_000
                                        + " ELSE "
                                        + OF_ALL * 1_000
                                        + " END"))
                .isZero();
        assertThat(product.number("SELECT count(*) - count(DISTINCT pool) FROM credit_periods"))
                .isZero();
        assertThat(
                        product.number(
                                "SELECT sum(used_milli + held_milli) / 1000 FROM credit_periods"
                                        + " WHERE pool LIKE 'network:%'"))
                .isEqualByComparingTo(Integer.toString(OF_ALL));
    }
}

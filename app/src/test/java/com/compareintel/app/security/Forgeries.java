package com.compareintel.app.security;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes up credentials that are nearly good, or nothing of the kind: each must be refused, and
/// break nothing. The same seed gives the same.
final class Forgeries {
    /// Texts that have opened others' doors.
    private static final List<String> HOSTILE =
            List.of(
                    "' OR '1'='1",
                    "'; DROP TABLE accounts; --",
                    "../../../../dev/null",
                    "/proc/self/environ",
                    "file:///dev/null",
                    "http://127.0.0.1:1/keys",
                    "${jndi:ldap://127.0.0.1/a}",
                    "%00",
                    "\u0000",
                    "\u00c3(",
                    "\u00ed\u00a0\u0080",
                    "\u00ff\u00fe",
                    "{}",
                    "null",
                    "0",
                    "-1",
                    "999999",
                    "*",
                    "");

    private final RandomGenerator random;
    private final Person person;
    private final byte[] key;
    private final long number;

    /// @param key that really signs tokens, so that what is refused is refused for what it says
    /// @param number of that key
    Forgeries(RandomGenerator random, Person person, byte[] key, long number) {
        this.random = random;
        this.person = person;
        this.key = key.clone();
        this.number = number;
    }

    /// A token that says what ours do, but for what a forger changed.
    private final class Draft {
        private String kid = quoted(Long.toString(number));
        private String type = "\"at+jwt\"";
        private String algorithm = "\"HS256\"";
        private String more = "";
        private String subject = quoted(person.session().toString());
        private String audience = "\"compareintel\"";
        private String expires = Long.toString(System.currentTimeMillis() / 1_000 + 600);

        String signed() {
            return Jwt.signed(header(), claims(), key);
        }

        private String header() {
            return "{\"kid\":%s,\"typ\":%s,\"alg\":%s%s}".formatted(kid, type, algorithm, more);
        }

        private String claims() {
            return "{\"sub\":%s,\"keepsake\":\"%s\",\"aud\":%s,\"exp\":%s}"
                    .formatted(subject, Cast.KEEPSAKE, audience, expires);
        }

        /// With this, or nothing, in place of its signature.
        String unsigned(String signature) {
            return Jwt.encoded(header()) + "." + Jwt.encoded(claims()) + "." + signature;
        }
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\u0000", "\\u0000")
                + "\"";
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// A bad token or key.
    String next() {
        return switch (random.nextInt(12)) {
            case 0 -> otherAlgorithm();
            case 1, 2 -> otherClaims();
            case 3 -> otherKey();
            case 4, 5 -> mutated(person.access());
            case 6 -> mutated(person.key());
            case 7 -> misshapen(person.access());
            case 8 -> "ci_" + pick(HOSTILE);
            case 9 -> pick(HOSTILE);
            case 10 -> noise(1 + random.nextInt(200));
            default -> pick(List.of(person.refresh(), "x".repeat(1_200), "a.b.c", "..", "."));
        };
    }

    /// `none` in every spelling, and what takes our secret for something else.
    private String otherAlgorithm() {
        Draft draft = new Draft();
        draft.algorithm =
                pick(
                        List.of(
                                "\"none\"",
                                "\"None\"",
                                "\"nOnE\"",
                                "\"\"",
                                "null",
                                "0",
                                "[]",
                                "\"HS384\"",
                                "\"HS512\"",
                                "\"RS256\"",
                                "\"ES256\"",
                                "\"PS256\"",
                                "\"EdDSA\"",
                                "\"dir\"",
                                "\"none\\u0000\"",
                                "\"hs256\""));
        return random.nextBoolean()
                ? draft.signed()
                : draft.unsigned(pick(List.of("", "AA", Jwt.encoded("none"))));
    }

    /// Signed as it should be, and about something else.
    private String otherClaims() {
        Draft draft = new Draft();
        switch (random.nextInt(5)) {
            case 0 ->
                    draft.type =
                            pick(
                                    List.of(
                                            "\"rt+jwt\"",
                                            "\"JWT\"",
                                            "\"\"",
                                            "null",
                                            "1",
                                            "\"at+jwt \""));
            case 1 ->
                    draft.audience =
                            pick(
                                    List.of(
                                            "\"compareintel/refresh\"",
                                            "\"COMPAREINTEL\"",
                                            "[\"compareintel\",\"else\"]",
                                            "[]",
                                            "null",
                                            "\"\"",
                                            "{}"));
            case 2 ->
                    draft.expires =
                            pick(
                                    List.of(
                                            "0",
                                            "1",
                                            "-1",
                                            "null",
                                            "\"9999999999\"",
                                            "[]",
                                            "{}",
                                            "true",
                                            "-1e300"));
            case 3 ->
                    draft.subject =
                            pick(
                                    List.of(
                                            "null",
                                            "1",
                                            "\"\"",
                                            "[]",
                                            "\"00000000-0000-0000-0000-000000000000\"",
                                            quoted(person.account().toString()),
                                            quoted(pick(HOSTILE))));
            default ->
                    draft.more =
                            pick(
                                    List.of(
                                            ",\"alg\":\"none\"",
                                            ",\"crit\":[\"exp\"]",
                                            ",\"b64\":false,\"crit\":[\"b64\"]"));
        }
        return draft.signed();
    }

    /// A key of the forger's choice: by its number, its place, or along with the token.
    private String otherKey() {
        Draft draft = new Draft();
        if (random.nextBoolean()) {
            draft.kid =
                    pick(
                            List.of(
                                    quoted(pick(HOSTILE)),
                                    quoted("tokens-" + number),
                                    quoted("networks"),
                                    quoted(Long.toString(number - 7)),
                                    quoted("0" + number),
                                    quoted(number + " "),
                                    "null",
                                    "[]"));
            return draft.signed();
        }
        byte[] own = pick(List.of(new byte[32], "secret".getBytes(StandardCharsets.UTF_8)));
        draft.more =
                pick(
                        List.of(
                                "",
                                ",\"jku\":\"http://127.0.0.1:1/keys\"",
                                ",\"x5u\":\"http://127.0.0.1:1/cert\"",
                                ",\"jwk\":{\"kty\":\"oct\",\"k\":\"%s\"}"
                                        .formatted(Jwt.encoded("secret"))));
        return Jwt.signed(draft.header(), draft.claims(), own);
    }

    /// One character another one, or one too many or too few.
    private String mutated(String good) {
        int place = random.nextInt(good.length());
        char there = good.charAt(place);
        String digits = "ABCXYZabcxyz0189_-.";
        char other = digits.charAt(random.nextInt(digits.length()));
        return switch (random.nextInt(3)) {
            case 0 ->
                    good.substring(0, place)
                            + (there == other ? '!' : other)
                            + good.substring(place + 1);
            case 1 -> good.substring(0, place) + good.substring(place + 1);
            default -> good.substring(0, place) + other + good.substring(place);
        };
    }

    /// All of it, in a form that no one of ours has.
    private String misshapen(String good) {
        String[] parts = good.split("\\.", -1);
        return switch (random.nextInt(9)) {
            case 0 -> good + "=";
            case 1 -> good + "." + parts[2];
            case 2 -> good + "!";
            case 3 -> parts[0] + "." + parts[1];
            case 4 -> parts[0] + ".." + parts[2];
            case 5 -> parts[1] + "." + parts[0] + "." + parts[2];
            case 6 -> "'" + good + "'";
            case 7 -> good + "," + good;
            default ->
                    parts[0]
                            + "."
                            + parts[1]
                            + "."
                            + parts[2].substring(0, 20)
                            + " "
                            + parts[2].substring(20);
        };
    }

    private String noise(int length) {
        StringBuilder noise = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            noise.append((char) (0x20 + random.nextInt(0x5f)));
        }
        return noise.toString();
    }
}

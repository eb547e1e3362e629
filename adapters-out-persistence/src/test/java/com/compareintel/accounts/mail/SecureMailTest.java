package com.compareintel.accounts.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Letter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Letters to a server that wants TLS and a password.
@Timeout(60)
class SecureMailTest {
    private static final String PASSWORD = "p%3Aw+%2F";
    private static final Letter LETTER =
            new Letter(
                    new EmailAddress("ada@example.org"),
                    "Confirm your address",
                    "The code is 12345678.\n");

    @TempDir private Path directory;

    private static SmtpCarrier carrier(SmtpAddress server, Optional<SSLSocketFactory> trusted) {
        return new SmtpCarrier(server, "desk@ci.example", Clock.systemUTC(), trusted);
    }

    private static void refuses(SmtpCarrier carrier) {
        assertThatExceptionOfType(Carrier.NotDelivered.class)
                .isThrownBy(() -> carrier.carry(LETTER));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_letter_and_the_password_go_over_tls_only(boolean atOnce) throws Exception {
        try (var server = new TlsMailServer(directory, atOnce)) {
            carrier(server.address(PASSWORD), Optional.of(server.trusted())).carry(LETTER);

            List<String> said = server.conversations.take();
            assertThat(said)
                    .contains(
                            "*MAIL FROM:<desk@ci.example>",
                            "*RCPT TO:<ada@example.org>",
                            "*The code is 12345678.");
            assertThat(said)
                    .filteredOn(line -> !line.startsWith("*"))
                    .allMatch(line -> line.startsWith("EHLO") || line.equals("STARTTLS"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_server_that_nobody_vouches_for_is_told_nothing(boolean atOnce) throws Exception {
        try (var server = new TlsMailServer(directory, atOnce)) {
            refuses(carrier(server.address(PASSWORD), Optional.empty()));

            assertThat(server.conversations.take())
                    .noneMatch(line -> line.startsWith("*") || line.contains("AUTH"));
        }
    }

    @Test
    void a_wrong_password_delivers_nothing() throws Exception {
        try (var server = new TlsMailServer(directory, false)) {
            refuses(carrier(server.address("another"), Optional.of(server.trusted())));

            assertThat(server.conversations.take()).noneMatch(line -> line.contains("12345678"));
        }
    }

    /// An address of this machine that does not look like one, as any other server's.
    @Test
    void a_server_elsewhere_that_offers_no_tls_is_told_nothing() throws Exception {
        try (var server = new PlainMailServer("220")) {
            SmtpAddress here = server.address();
            SmtpAddress elsewhere =
                    new SmtpAddress(
                            "127.1", here.port(), false, Optional.empty(), Optional.empty());
            assertThat(elsewhere.isHere()).isFalse();

            refuses(carrier(elsewhere, Optional.empty()));

            assertThat(server.conversations.take()).noneMatch(line -> line.startsWith("MAIL"));
        }
    }
}

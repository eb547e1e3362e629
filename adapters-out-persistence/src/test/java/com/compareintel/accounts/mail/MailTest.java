package com.compareintel.accounts.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Letter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MailTest {
    private static final Letter LETTER =
            new Letter(
                    new EmailAddress("ada@example.org"),
                    "Confirm your address",
                    "Grüße.\nThe code is 12345678.\n");

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-01T10:00:00.5Z"), ZoneOffset.UTC);

    @TempDir private Path directory;

    @Test
    void a_letter_goes_to_its_server_in_plain_text_from_whom_the_operator_said() throws Exception {
        try (var server = new PlainMailServer("220")) {
            new SmtpCarrier(server.address(), "desk@ci.example", CLOCK).carry(LETTER);

            List<String> said = server.conversations.take();
            assertThat(said)
                    .contains(
                            "MAIL FROM:<desk@ci.example>",
                            "RCPT TO:<ada@example.org>",
                            "From: desk@ci.example",
                            "To: ada@example.org",
                            "Subject: Confirm your address",
                            "Auto-Submitted: auto-generated",
                            "Content-Type: text/plain; charset=UTF-8");
            assertThat(String.join("\n", said)).contains("The code is 12345678.");
        }
    }

    @Test
    void a_server_that_refuses_has_not_delivered() throws Exception {
        try (var server = new PlainMailServer("554")) {
            var carrier = new SmtpCarrier(server.address(), "desk@ci.example", CLOCK);

            assertThatExceptionOfType(Carrier.NotDelivered.class)
                    .isThrownBy(() -> carrier.carry(LETTER));
        }
    }

    @Test
    void letters_are_kept_for_the_service_alone_and_shown() throws Exception {
        var shown = new ByteArrayOutputStream();
        var terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);
        var carrier = new FileCarrier(directory.resolve("mail"), Optional.of(terminal), CLOCK);

        carrier.carry(LETTER);
        carrier.carry(LETTER);

        List<Path> files = files();
        assertThat(files).hasSize(2);
        assertThat(Files.readString(files.getFirst()))
                .contains("To: ada@example.org", "Subject: Confirm", "Grüße", "12345678");
        assertThat(Files.getPosixFilePermissions(files.getFirst()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(directory.resolve("mail")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("12345678");
    }

    @Test
    void the_latest_thousand_are_kept() throws Exception {
        var carrier = new FileCarrier(directory.resolve("mail"), Optional.empty(), CLOCK);
        for (int i = 0; i < FileCarrier.MOST + 5; i++) {
            carrier.carry(LETTER);
        }

        assertThat(files()).hasSize(FileCarrier.MOST);
        assertThat(files().getLast()).asString().endsWith("001005.txt");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("mail"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void whoever_sends_does_not_wait_and_what_failed_is_tried_again() throws Exception {
        var begun = new CountDownLatch(1);
        var tries = new Semaphore(0);
        var office =
                new PostOffice(
                        letter -> {
                            try {
                                begun.await();
                            } catch (InterruptedException stopped) {
                                throw new Carrier.NotDelivered(stopped);
                            }
                            tries.release();
                            throw new Carrier.NotDelivered(new IOException("not now"));
                        },
                        Collections.nCopies(3, Duration.ofMillis(1)));

        office.send(LETTER);
        assertThat(tries.availablePermits()).isZero();
        begun.countDown();

        assertThat(tries.tryAcquire(4, 20, TimeUnit.SECONDS)).isTrue();
        office.close();
        assertThat(tries.availablePermits()).isZero();
    }

    @Test
    void what_is_beyond_the_bound_is_dropped_and_nobody_is_kept_waiting() throws Exception {
        var gate = new CountDownLatch(1);
        var carried = new Semaphore(0);
        var office =
                new PostOffice(
                        letter -> {
                            try {
                                gate.await();
                            } catch (InterruptedException stopped) {
                                throw new Carrier.NotDelivered(stopped);
                            }
                            carried.release();
                        },
                        List.of());
        for (int i = 0; i < PostOffice.MOST_WAITING + 10; i++) {
            office.send(LETTER);
        }

        gate.countDown();

        assertThat(carried.tryAcquire(PostOffice.MOST_WAITING, 20, TimeUnit.SECONDS)).isTrue();
        office.close();
        assertThat(carried.availablePermits()).isZero();
    }

    @Test
    void a_server_is_found_in_its_address_and_its_password_is_not_shown() {
        var server = SmtpAddress.parse("smtp://us%40er:p%3Aw+%2F@mail.example");

        assertThat(server)
                .isEqualTo(
                        new SmtpAddress(
                                "mail.example",
                                587,
                                false,
                                Optional.of("us@er"),
                                Optional.of("p:w+/")));
        assertThat(server.toString()).isEqualTo("smtp://mail.example:587");
        assertThat(server.isHere()).isFalse();
        assertThat(SmtpAddress.parse("smtps://localhost").port()).isEqualTo(465);
        assertThat(SmtpAddress.parse("SMTPS://localhost:2465/").isHere()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example",
                "http://mail.example",
                "smtp://",
                "smtp://secret@mail.example",
                "smtp://u:secret@mail.example:99999",
                "smtp://u:secret@mail.example/path",
                "smtp://u:secret@mail.example?x=1",
                "smtp://u:sec ret@mail.example"
            })
    void what_is_no_server_is_refused_without_what_may_be_a_password(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new MailConfiguration(
                                Optional.of(text), Optional.of("a@b.example"), "mail", false))
                .withMessageStartingWith("SMTP_URL: ")
                .withMessageNotContaining("secret");
    }

    @Test
    void whom_letters_are_from_is_an_address_and_has_to_be_said_beside_a_server() {
        Optional<String> server = Optional.of("smtp://mail.example");

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new MailConfiguration(server, Optional.of("us\nBcc: x"), "mail", false))
                .withMessageStartingWith("MAIL_FROM: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailConfiguration(server, Optional.empty(), "mail", false))
                .withMessageStartingWith("MAIL_FROM: ");
        assertThat(
                        new MailConfiguration(Optional.empty(), Optional.empty(), "mail", true)
                                .description())
                .contains("shown here", "mail");
    }
}

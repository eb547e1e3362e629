package com.compareintel.accounts.mail;

import com.compareintel.core.signin.EmailAddress;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.util.Optional;

/// How mail is sent; `mail.…` in the configuration, which is read when the service starts. Its text
/// form leaves the server out, for there may be a password in its address.
///
/// @param smtpUrl the `SMTP_URL`; without one, letters are kept in files
/// @param from the `MAIL_FROM`: whom letters are from; needed beside a server
/// @param directory where letters are kept
/// @param shown whether kept letters are shown in the terminal too
@Context
@ConfigurationProperties("mail")
public record MailConfiguration(
        Optional<String> smtpUrl,
        Optional<String> from,
        @Bindable(defaultValue = "data/mail") String directory,
        @Bindable(defaultValue = "false") boolean shown) {
    public MailConfiguration {
        smtpUrl = smtpUrl.map(String::strip).filter(text -> !text.isEmpty());
        smtpUrl.ifPresent(SmtpAddress::parse);
        from = from.map(String::strip).filter(text -> !text.isEmpty());
        if (from.isPresent() ? from.flatMap(EmailAddress::parse).isEmpty() : smtpUrl.isPresent()) {
            throw new IllegalArgumentException(
                    "MAIL_FROM: must be an address of mail, and be there beside SMTP_URL");
        }
    }

    Optional<SmtpAddress> server() {
        return smtpUrl.map(SmtpAddress::parse);
    }

    /// Where letters go, for people.
    public String description() {
        return server().map(server -> "sent by " + server)
                .orElseGet(() ->
                        (shown ? "shown here and kept in " : "kept in ")
                                + Path.of(directory).toAbsolutePath().normalize()
                                + "; SMTP_URL sends it");
    }

    @Override
    public String toString() {
        return "MailConfiguration[" + description() + "]";
    }
}

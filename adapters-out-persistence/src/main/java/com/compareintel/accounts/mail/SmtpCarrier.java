package com.compareintel.accounts.mail;

import com.compareintel.core.signin.Letter;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/// Hands letters to a mail server, each over a connection of its own.
final class SmtpCarrier implements Carrier {
    private static final String MILLIS = "10000";

    private final SmtpAddress server;
    private final String from;
    private final Clock clock;
    private final Session session;

    SmtpCarrier(SmtpAddress server, String from, Clock clock) {
        this(server, from, clock, Optional.empty());
    }

    /// @param sockets what TLS is spoken with, if not with what this Java trusts
    SmtpCarrier(SmtpAddress server, String from, Clock clock, Optional<SSLSocketFactory> sockets) {
        this.server = server;
        this.from = from;
        this.clock = clock;
        Properties properties = properties(server);
        sockets.ifPresent(factory ->
                properties.put("mail." + protocol(server) + ".ssl.socketFactory", factory));
        this.session = Session.getInstance(properties);
    }

    private static Properties properties(SmtpAddress server) {
        String kind = "mail." + protocol(server);
        Properties properties = new Properties();
        properties.put(kind + ".host", server.host());
        properties.put(kind + ".port", Integer.toString(server.port()));
        properties.put(kind + ".auth", Boolean.toString(server.user().isPresent()));
        properties.put(kind + ".starttls.enable", "true");
        properties.put(kind + ".starttls.required", Boolean.toString(!server.isHere()));
        properties.put(kind + ".ssl.checkserveridentity", "true");
        properties.put(kind + ".connectiontimeout", MILLIS);
        properties.put(kind + ".timeout", MILLIS);
        properties.put(kind + ".writetimeout", MILLIS);
        return properties;
    }

    private static String protocol(SmtpAddress server) {
        return server.secure() ? "smtps" : "smtp";
    }

    @Override
    public void carry(Letter letter) throws NotDelivered {
        try {
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress(from, true));
            message.setRecipient(
                    Message.RecipientType.TO, new InternetAddress(letter.to().text(), true));
            message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
            message.setText(letter.text(), StandardCharsets.UTF_8.name());
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setSentDate(Date.from(clock.instant()));
            message.saveChanges();
            try (Transport transport = session.getTransport(protocol(server))) {
                transport.connect(
                        server.host(),
                        server.port(),
                        server.user().orElse(null),
                        server.password().orElse(null));
                transport.sendMessage(message, message.getAllRecipients());
            }
        } catch (MessagingException failed) {
            throw new NotDelivered(failed);
        }
    }
}

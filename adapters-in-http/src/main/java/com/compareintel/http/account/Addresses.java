package com.compareintel.http.account;

import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Password;
import com.compareintel.http.body.Fields;
import java.util.Optional;

/// Reads what people enter with in a body.
final class Addresses {
    /// What is read of a password: a character may be two of Java's, or two that become one.
    static final int MAX_PASSWORD = 4 * Password.MOST;

    private Addresses() {}

    /// The address under `email`, which must be there.
    static Optional<EmailAddress> read(Fields fields) {
        Optional<String> text = fields.requiredText("email", EmailAddress.MAX_LENGTH);
        Optional<EmailAddress> address = text.flatMap(EmailAddress::parse);
        if (text.isPresent() && address.isEmpty()) {
            fields.error("email", "must be an address of mail");
        }
        return address;
    }
}

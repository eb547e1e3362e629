package com.compareintel.http.account;

import com.compareintel.core.signin.EmailAddress;
import com.compareintel.http.body.Fields;
import java.util.Optional;

/// Reads an address of mail in a body.
final class Addresses {
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

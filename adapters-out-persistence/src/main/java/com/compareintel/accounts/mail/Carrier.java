package com.compareintel.accounts.mail;

import com.compareintel.core.signin.Letter;

/// One way for letters to go. Thread-safe.
interface Carrier {
    /// Brings a letter. Blocks, for less than a minute.
    ///
    /// @throws NotDelivered if it could not; it may be worth trying again
    void carry(Letter letter) throws NotDelivered;

    /// A letter was not delivered, or it is not known that it was.
    final class NotDelivered extends Exception {
        private static final long serialVersionUID = 1;

        NotDelivered(Exception cause) {
            super(cause);
        }
    }
}

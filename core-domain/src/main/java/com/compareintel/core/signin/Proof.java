package com.compareintel.core.signin;

/// What shows that somebody reads the mail of an address.
public sealed interface Proof {
    /// What a link leads back with.
    record Link(String token) implements Proof {
        @Override
        public String toString() {
            return "Link[…]";
        }
    }

    /// What was typed in; good for the address it was sent to only.
    record Code(EmailAddress address, String code) implements Proof {
        @Override
        public String toString() {
            return "Code[…]";
        }
    }
}

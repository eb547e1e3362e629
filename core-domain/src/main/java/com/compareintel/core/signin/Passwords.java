package com.compareintel.core.signin;

import com.compareintel.core.Port;
import java.util.Optional;

/// Hashes and checks passwords, slowly by intent. Thread-safe; blocks while others are being
/// hashed. How many are hashed at once is bounded, for each takes memory, and so is the wait.
@Port
public interface Passwords {
    /// The hash of a password, with a salt of its own; empty if too many others waited longer.
    Optional<PasswordHash> hash(Password password);

    /// Whether a password was the one that was hashed.
    enum Check {
        /// It was.
        RIGHT,

        /// It was not.
        WRONG,

        /// Too many others waited longer; nothing was looked at.
        BUSY
    }

    /// Whether this is the password of a hash. Where there is no hash it is wrong, after the same
    /// work.
    Check check(Password password, Optional<PasswordHash> hash);
}

package com.compareintel.core.signin;

import com.compareintel.core.Port;
import java.util.Optional;

/// Hashes passwords, slowly by intent. Thread-safe; blocks while others are being hashed. How many
/// are hashed at once is bounded, for each takes memory, and so is the wait.
@Port
public interface Passwords {
    /// The hash of a password, with a salt of its own; empty if too many others waited longer.
    Optional<PasswordHash> hash(Password password);
}

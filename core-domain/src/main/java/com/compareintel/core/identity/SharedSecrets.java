package com.compareintel.core.identity;

import com.compareintel.core.Port;

/// Secrets that all instances of the service share, such as the key that networks are hashed with.
/// Each is made on its first use, once, however many ask at the same moment, and stays the same
/// from then on. Thread-safe; blocks, so what it answers is to be kept by whoever needs it often.
@Port
public interface SharedSecrets {
    /// The 32 random bytes that go by this name.
    byte[] named(String name);
}

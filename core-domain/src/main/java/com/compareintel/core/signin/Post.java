package com.compareintel.core.signin;

import com.compareintel.core.Port;

/// Delivers letters, later: whoever sends one does not wait for it and is not told whether it
/// arrived. Thread-safe; never blocks and never fails. A letter that a stopping or crowded instance
/// could not deliver is lost, and has to be asked for again.
@Port
public interface Post {
    /// Takes a letter.
    void send(Letter letter);
}

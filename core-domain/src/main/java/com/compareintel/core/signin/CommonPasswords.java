package com.compareintel.core.signin;

import com.compareintel.core.Port;

/// Passwords that are tried before any others: at least the three thousand most common of those
/// that are long enough. Thread-safe; never blocks and never fails.
@Port
public interface CommonPasswords {
    /// Whether this is one of them, in whatever case.
    boolean hold(Password password);
}

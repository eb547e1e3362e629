package com.compareintel.core.account;

import java.time.Instant;

/// The role that an account has at the operator's desk.
///
/// @param since when it was given; keys from before do not open the desk, for whoever holds them
///   was trusted with less
public record Office(Role role, Instant since) {}

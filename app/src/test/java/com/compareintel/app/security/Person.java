package com.compareintel.app.security;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.SessionId;

/// Somebody with an account.
///
/// @param key that may do everything
/// @param access a token of the session
/// @param refresh the one that is turned into the next
record Person(
        AccountId account,
        String address,
        String key,
        SessionId session,
        String access,
        String refresh,
        Estate estate) {}

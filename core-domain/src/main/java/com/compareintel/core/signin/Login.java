package com.compareintel.core.signin;

import com.compareintel.core.identity.AccountId;

/// What an account is entered with.
///
/// @param address confirmed by whoever reads its mail
public record Login(AccountId account, EmailAddress address, PasswordHash password) {}

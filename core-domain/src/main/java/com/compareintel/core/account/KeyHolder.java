package com.compareintel.core.account;

/// An account that called with one of its keys.
public record KeyHolder(Account account, IssuedKey key) {}

package com.compareintel.core.ratelimit;

/// One use of one subject's quota.
///
/// @param subject whose quota: an account, a visitor or a network, by its key
public record Claim(String subject, Quota quota) {}

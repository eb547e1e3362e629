package com.compareintel.core.credit;

/// A source of credit. An account draws on its own; a visitor draws on its network's, on that of
/// the site around it, and on the one all visitors share, on all of them at once.
///
/// @param key unique among pools
public record Pool(String key, Allowance allowance) {}

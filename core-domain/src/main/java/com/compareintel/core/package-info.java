/// The product's rules, free of framework, clock and I/O. Features stand in the order identity,
/// credit, tier, catalogue, account, ratelimit, comparison, conversation, run; each knows only
/// those before it.
@NullMarked
package com.compareintel.core;

import org.jspecify.annotations.NullMarked;

/// What is kept in PostgreSQL 15 or newer, at its standard isolation (read committed), over one
/// Micronaut data source.
///
/// Nothing depends on a session: every transaction may run on another connection, so a pooler in
/// transaction mode may stand between. What waits for the database is bounded by the data source's
/// settings: how long to wait for a connection, and the driver's `connectTimeout` and
/// `socketTimeout`.
///
/// Locks are taken in one order everywhere, a comparison before the pools it holds credit in, pools
/// by their keys, and a conversation after them, so that no two transactions wait for each other.
@NullMarked
package com.compareintel.persistence.postgres;

import org.jspecify.annotations.NullMarked;

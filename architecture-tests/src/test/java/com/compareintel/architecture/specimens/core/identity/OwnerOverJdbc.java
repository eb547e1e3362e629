package com.compareintel.architecture.specimens.core.identity;

import java.sql.Connection;

/// Needs nothing but the JDK, and still needs a database.
public record OwnerOverJdbc(Connection connection) {}

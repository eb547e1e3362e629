package com.compareintel.architecture.specimens.http;

import javax.sql.DataSource;

/// Asks the database itself.
public record ControllerOverJdbc(DataSource tables) {}

/// What the service brings along when nothing else is named: a PostgreSQL server of its own, and a
/// demonstration provider.
@NullMarked
package com.compareintel.app.embedded;

import org.jspecify.annotations.NullMarked;

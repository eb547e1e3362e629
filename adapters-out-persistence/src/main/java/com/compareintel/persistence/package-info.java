/// What outlives a request: PostgreSQL and the in-memory defaults of a single node.
@NullMarked
package com.compareintel.persistence;

import org.jspecify.annotations.NullMarked;

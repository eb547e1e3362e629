/// The load model: the real product as a process, with its PostgreSQL, a Redis and the local
/// upstream, under the users it is built for; and what one comparison, chunk, stream, turn and
/// request cost there. `docs/performance.md` says how it is run. Nothing here is part of the
/// product.
@NullMarked
package com.compareintel.app.load;

import org.jspecify.annotations.NullMarked;

/// The fault bench: real instances as processes, a real database, a provider with a billing book of
/// its own, and everything that can go wrong between and with them. `docs/reliability.md` says what
/// is promised and which test proves it.
@NullMarked
package com.compareintel.app.faults;

import org.jspecify.annotations.NullMarked;

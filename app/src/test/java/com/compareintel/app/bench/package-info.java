/// The bench: what relaying costs, as ratios of things measured in one interleaved run on one
/// machine. A mock of the provider, a frozen relay to compare with ([Ref]), the product and a
/// client that checks every chunk are processes of their own. `docs/performance.md` has the
/// figures.
@NullMarked
package com.compareintel.app.bench;

import org.jspecify.annotations.NullMarked;

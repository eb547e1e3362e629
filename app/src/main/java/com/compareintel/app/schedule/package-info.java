/// What has to be done again and again: keeping leases, ending what others left behind, looking up
/// costs, forgetting in time, folding usage.
@NullMarked
package com.compareintel.app.schedule;

import org.jspecify.annotations.NullMarked;

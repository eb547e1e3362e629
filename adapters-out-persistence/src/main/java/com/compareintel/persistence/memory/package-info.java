/// What an instance keeps for itself: nothing that must outlive it.
@NullMarked
package com.compareintel.persistence.memory;

import org.jspecify.annotations.NullMarked;

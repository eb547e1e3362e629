/// The history of comparisons: the latest part of it at hand where a comparison runs, and the way
/// of everything told into storage and back.
@NullMarked
package com.compareintel.persistence.journal;

import org.jspecify.annotations.NullMarked;

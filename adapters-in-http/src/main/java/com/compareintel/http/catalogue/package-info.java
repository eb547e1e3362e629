/// The models and the tiers on sale.
@NullMarked
package com.compareintel.http.catalogue;

import org.jspecify.annotations.NullMarked;

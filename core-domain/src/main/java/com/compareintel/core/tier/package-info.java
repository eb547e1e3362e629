/// What each tier may do. Every number of the product's price list stands in one table here.
@NullMarked
package com.compareintel.core.tier;

import org.jspecify.annotations.NullMarked;

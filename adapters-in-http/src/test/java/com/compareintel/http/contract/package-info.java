/// Whether what goes over the wire keeps to the published contract.
@NullMarked
package com.compareintel.http.contract;

import org.jspecify.annotations.NullMarked;

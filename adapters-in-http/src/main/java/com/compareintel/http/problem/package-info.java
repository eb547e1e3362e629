/// The one way in which clients are told that something went wrong: RFC 9457.
@NullMarked
package com.compareintel.http.problem;

import org.jspecify.annotations.NullMarked;

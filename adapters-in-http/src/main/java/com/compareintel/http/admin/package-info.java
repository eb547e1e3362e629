/// The operator's desk over HTTP.
@NullMarked
package com.compareintel.http.admin;

import org.jspecify.annotations.NullMarked;

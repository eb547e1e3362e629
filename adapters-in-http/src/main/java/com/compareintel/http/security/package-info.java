/// Who is calling, from where, and whether the browser it comes from may.
@NullMarked
package com.compareintel.http.security;

import org.jspecify.annotations.NullMarked;

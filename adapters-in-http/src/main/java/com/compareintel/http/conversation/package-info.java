/// The conversations a caller keeps.
@NullMarked
package com.compareintel.http.conversation;

import org.jspecify.annotations.NullMarked;

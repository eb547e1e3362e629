/// How the server itself behaves, whatever is asked: limits, request ids, common headers,
/// compression.
@NullMarked
package com.compareintel.http.server;

import org.jspecify.annotations.NullMarked;

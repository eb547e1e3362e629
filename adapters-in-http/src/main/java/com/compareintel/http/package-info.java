/// What clients see: controllers, wire records, event streams and the page.
@NullMarked
package com.compareintel.http;

import org.jspecify.annotations.NullMarked;

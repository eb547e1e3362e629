/// Everything somebody owns as one file. What belongs into it is told by each feature.
@NullMarked
package com.compareintel.http.export;

import org.jspecify.annotations.NullMarked;

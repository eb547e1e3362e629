/// Who owns what is kept, and who pays for it: two questions with two answers.
@NullMarked
package com.compareintel.core.identity;

import org.jspecify.annotations.NullMarked;

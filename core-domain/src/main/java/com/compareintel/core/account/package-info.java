/// Who is calling: accounts, their keys, and the anonymous visitor.
@NullMarked
package com.compareintel.core.account;

import org.jspecify.annotations.NullMarked;

/// Passwords as Argon2id hashes.
@NullMarked
package com.compareintel.accounts.passwords;

import org.jspecify.annotations.NullMarked;

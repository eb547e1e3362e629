/// Letters by SMTP, or into files.
@NullMarked
package com.compareintel.accounts.mail;

import org.jspecify.annotations.NullMarked;

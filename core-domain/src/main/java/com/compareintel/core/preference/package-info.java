/// What somebody has chosen beforehand: preferences, and presets.
@NullMarked
package com.compareintel.core.preference;

import org.jspecify.annotations.NullMarked;

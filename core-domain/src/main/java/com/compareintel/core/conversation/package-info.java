/// What is kept of comparisons: conversations, whose turns are comparisons.
@NullMarked
package com.compareintel.core.conversation;

import org.jspecify.annotations.NullMarked;

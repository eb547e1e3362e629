/// Models and their answers from OpenRouter, or any provider that speaks its protocol.
@NullMarked
package com.compareintel.openrouter;

import org.jspecify.annotations.NullMarked;

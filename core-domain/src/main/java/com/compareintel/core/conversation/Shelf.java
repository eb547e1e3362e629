package com.compareintel.core.conversation;

import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.identity.Owner;

/// All conversations of an owner, of which so many are shown.
public record Shelf(Owner owner, ConversationCap cap) {}

package com.compareintel.core.conversation;

import java.util.Optional;

/// Which of an owner's conversations are listed.
///
/// @param search only those in which this is found
public record Listing(ConversationState state, Optional<Search> search) {}

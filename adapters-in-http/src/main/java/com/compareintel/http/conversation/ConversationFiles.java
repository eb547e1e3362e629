package com.compareintel.http.conversation;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.conversation.Conversation;
import com.compareintel.core.conversation.ConversationState;
import com.compareintel.core.conversation.Conversations.Bookmark;
import com.compareintel.core.conversation.ExportConversation;
import com.compareintel.core.conversation.ExportConversation.Export;
import com.compareintel.core.conversation.KeepConversations;
import com.compareintel.core.conversation.Listing;
import com.compareintel.http.export.ExportFile;
import com.compareintel.http.export.Exported;
import com.compareintel.http.export.Paged;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Somebody's conversations, archived ones too, each as JSON and as Markdown.
@Singleton
final class ConversationFiles implements Exported {
    private static final int PAGE = 50;

    private final KeepConversations conversations;
    private final ExportConversation exportConversation;

    ConversationFiles(KeepConversations conversations, ExportConversation exportConversation) {
        this.conversations = conversations;
        this.exportConversation = exportConversation;
    }

    @Override
    public Iterator<ExportFile> of(Caller caller) {
        return new Files(caller);
    }

    private Iterator<Conversation> list(Caller caller, ConversationState state) {
        Listing listing = new Listing(state, Optional.empty());
        return new Paged<Bookmark, Conversation>(after -> {
            KeepConversations.Page page = conversations.list(caller, listing, after, PAGE);
            return new Paged.Page<>(page.conversations(), page.next());
        });
    }

    /// For one reader.
    private final class Files implements Iterator<ExportFile> {
        private final Caller caller;
        private final Deque<Iterator<Conversation>> lists;
        private final Deque<ExportFile> files = new ArrayDeque<>();

        Files(Caller caller) {
            this.caller = caller;
            this.lists =
                    new ArrayDeque<>(
                            List.of(
                                    list(caller, ConversationState.ACTIVE),
                                    list(caller, ConversationState.ARCHIVED)));
        }

        @Override
        public boolean hasNext() {
            while (files.isEmpty() && !lists.isEmpty()) {
                if (lists.getFirst().hasNext()) {
                    Conversation conversation = lists.getFirst().next();
                    for (ExportFormat format : ExportFormat.values()) {
                        files.add(file(conversation, format));
                    }
                } else {
                    lists.removeFirst();
                }
            }
            return !files.isEmpty();
        }

        @Override
        public ExportFile next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there are no more conversations");
            }
            return files.removeFirst();
        }

        private ExportFile file(Conversation conversation, ExportFormat format) {
            return new ExportFile(
                    "conversations/" + ExportName.inFolder(conversation, format.extension()),
                    new Parts(caller, conversation.id(), format));
        }
    }

    /// A conversation in parts, fetched when the first is read; nothing of one that was deleted
    /// meanwhile. For one reader.
    private final class Parts implements Iterator<String> {
        private final Caller caller;
        private final ConversationId id;
        private final ExportFormat format;
        private Iterator<String> parts = Collections.emptyIterator();
        private boolean begun;

        Parts(Caller caller, ConversationId id, ExportFormat format) {
            this.caller = caller;
            this.id = id;
            this.format = format;
        }

        @Override
        public boolean hasNext() {
            if (!begun) {
                begun = true;
                parts =
                        exportConversation
                                .of(caller, id)
                                .map(this::text)
                                .orElseGet(Collections::emptyIterator);
            }
            return parts.hasNext();
        }

        private Iterator<String> text(Export export) {
            return new ExportText(export, format);
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the conversation has ended");
            }
            return parts.next();
        }
    }
}

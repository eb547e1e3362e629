package com.compareintel.openrouter;

import com.compareintel.core.catalogue.Catalogue;
import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.catalogue.Reasoning;
import com.compareintel.core.catalogue.TierRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// Decides which models are sold: those whose price and window are known, from the upstream's list
/// and the operator's own.
final class Assortment {
    private static final int VERSION_DIGITS = 16;

    private final List<ConfiguredModel> configured;
    private final TierRule tiers;
    private final List<ModelPattern> marked;

    /// @param marked the models whose providers are asked to keep the beginnings of follow-ups, as
    ///   far as they have a price for it
    Assortment(List<ConfiguredModel> configured, TierRule tiers, List<ModelPattern> marked) {
        this.configured = List.copyOf(configured);
        this.tiers = tiers;
        this.marked = List.copyOf(marked);
    }

    /// Whether the operator described any models, so that there is something to sell without a
    /// list.
    boolean standsAlone() {
        return !configured.isEmpty();
    }

    /// The models sold when the upstream lists these, in its order, with the operator's additions
    /// behind.
    Catalogue of(List<ModelListing> listed) {
        SequencedMap<ModelId, ModelListing> all = new LinkedHashMap<>();
        listed.forEach(listing -> all.putIfAbsent(listing.id(), listing));
        configured.forEach(model ->
                all.merge(model.id(), alone(model), (known, own) -> changed(known, model)));
        List<ModelCard> cards = new ArrayList<>();
        all.values().forEach(listing -> card(listing).ifPresent(cards::add));
        return Catalogue.of(version(cards), cards);
    }

    private Optional<ModelCard> card(ModelListing listing) {
        if (listing.price().isEmpty() || listing.contextLength().isEmpty()) {
            return Optional.empty();
        }
        boolean takesMarks = marked.stream().anyMatch(models -> models.matches(listing.id()));
        ModelPrice price =
                takesMarks ? listing.price().get() : listing.price().get().withoutKeeping();
        return Optional.of(
                new ModelCard(
                        listing.id(),
                        listing.name(),
                        listing.provider(),
                        listing.description(),
                        listing.contextLength().getAsLong(),
                        listing.maxOutputTokens(),
                        listing.inputModalities(),
                        listing.supportedParameters(),
                        listing.reasoning(),
                        price,
                        tiers.minimumTier(listing.id(), price)));
    }

    private static ModelListing alone(ConfiguredModel model) {
        return new ModelListing(
                model.id(),
                model.name().orElse(model.id().value()),
                "",
                "",
                model.contextLength(),
                model.maxOutputTokens(),
                List.of("text"),
                Set.of(),
                model.reasoning().orElse(Reasoning.NONE),
                model.price());
    }

    private static ModelListing changed(ModelListing known, ConfiguredModel model) {
        return new ModelListing(
                known.id(),
                model.name().orElse(known.name()),
                known.provider(),
                known.description(),
                either(model.contextLength(), known.contextLength()),
                either(model.maxOutputTokens(), known.maxOutputTokens()),
                known.inputModalities(),
                known.supportedParameters(),
                model.reasoning().orElse(known.reasoning()),
                model.price().or(known::price));
    }

    private static OptionalLong either(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
    }

    /// The same for the same cards on every machine, and never empty.
    private static String version(List<ModelCard> cards) {
        MessageDigest digest = sha256();
        for (ModelCard card : cards) {
            List<String> parts =
                    List.of(
                            card.id().value(),
                            card.name(),
                            card.provider(),
                            card.description(),
                            Long.toString(card.contextLength()),
                            card.maxOutputTokens().toString(),
                            card.inputModalities().toString(),
                            new TreeSet<>(card.supportedParameters()).toString(),
                            card.reasoning().name(),
                            card.price().toString(),
                            card.minimumTier().name());
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}

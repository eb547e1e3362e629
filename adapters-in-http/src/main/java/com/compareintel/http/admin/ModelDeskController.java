package com.compareintel.http.admin;

import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.staff.Deed;
import com.compareintel.core.staff.ModelOverride;
import com.compareintel.core.staff.SellModels;
import com.compareintel.core.staff.SellModels.Sold;
import com.compareintel.core.staff.StaffMember;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.body.Fields;
import com.compareintel.http.body.Json;
import com.compareintel.http.json.Wire;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;
import com.compareintel.http.security.StaffCallers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How models are sold otherwise than their provider and the price list say.
@Controller("/v1/admin/models")
@Produces({MediaType.APPLICATION_JSON, Wire.ANY_APPLICATION})
@ExecuteOn(TaskExecutors.BLOCKING)
final class ModelDeskController {
    private static final Duration NEXT_TRY = Duration.ofSeconds(5);
    private static final int MILLION_DIGITS = 6;
    private static final int LONGEST_PRICE = 20;
    private static final String TIERS = "anonymous, free, starter, starter_plus, pro, pro_plus";

    private final StaffCallers staff;
    private final SellModels models;
    private final Acting acting;

    ModelDeskController(StaffCallers staff, SellModels models, Acting acting) {
        this.staff = staff;
        this.models = models;
        this.acting = acting;
    }

    private record PricingJson(
            String inputUsdPerMillion, String outputUsdPerMillion, String requestUsd) {
        static PricingJson of(Rates rates) {
            return new PricingJson(
                    perMillion(rates.input()),
                    perMillion(rates.output()),
                    rates.request().toString());
        }

        private static String perMillion(Usd perToken) {
            return new Usd(perToken.amount().movePointRight(MILLION_DIGITS)).toString();
        }
    }

    private record TermsJson(PricingJson pricing, String minimumTier) {
        static TermsJson of(ModelCard card) {
            return new TermsJson(
                    PricingJson.of(card.price().base()), card.minimumTier().wireName());
        }
    }

    private record OverrideJson(
            boolean hidden, @Nullable String minimumTier, @Nullable PricingJson pricing) {
        static OverrideJson of(ModelOverride override) {
            return new OverrideJson(
                    override.hidden(),
                    override.minimumTier().map(Tier::wireName).orElse(null),
                    override.rates().map(PricingJson::of).orElse(null));
        }
    }

    private record SoldJson(
            String id, String name, TermsJson provided, OverrideJson override, TermsJson sold) {
        static SoldJson of(Sold model) {
            return new SoldJson(
                    model.provided().id().value(),
                    model.provided().name(),
                    TermsJson.of(model.provided()),
                    OverrideJson.of(model.override()),
                    TermsJson.of(model.here()));
        }
    }

    private record ListJson(List<SoldJson> data) {}

    @Get
    MutableHttpResponse<?> list(HttpRequest<?> request) {
        var _ = staff.of(request);
        return models.all()
                .map(all -> new ListJson(all.stream().map(SoldJson::of).toList()))
                .map(Wire::ok)
                .orElseThrow(() ->
                        new ProblemFound(
                                Problem.retryable(
                                        ProblemCode.UNAVAILABLE,
                                        "The models are not known at the moment: the provider has not"
                                                + " answered yet.",
                                        NEXT_TRY)));
    }

    /// The whole override: what is left out is as the provider and the price list say.
    @Put("/{+id}")
    @Consumes(MediaType.APPLICATION_JSON)
    MutableHttpResponse<?> override(HttpRequest<byte[]> request, String id) {
        JsonNode json = Json.of(request);
        StaffMember who = staff.of(request);
        Fields fields = Fields.of(json);
        boolean hidden = fields.flag("hidden", false);
        Optional<Tier> tier = fields.oneOf("minimum_tier", Tier::named, TIERS);
        Optional<Rates> rates = rates(fields.object("pricing"));
        Optional<String> reason = Acting.reason(fields);
        fields.done();
        ModelId model = model(request, id).orElseThrow(ModelDeskController::missing);
        var _ =
                acting.act(
                        who,
                        new Deed.ChangeModel(model, new ModelOverride(hidden, tier, rates)),
                        reason.orElseThrow(),
                        Optional.empty());
        models.changed();
        return models.find(model)
                .map(SoldJson::of)
                .map(Wire::ok)
                .orElseThrow(ModelDeskController::missing);
    }

    private static Optional<Rates> rates(Fields pricing) {
        Optional<Usd> input = dollars(pricing, "input_usd_per_million", MILLION_DIGITS);
        Optional<Usd> output = dollars(pricing, "output_usd_per_million", MILLION_DIGITS);
        Optional<Usd> call = dollars(pricing, "request_usd", 0);
        if (input.isPresent() != output.isPresent() || (call.isPresent() && input.isEmpty())) {
            pricing.error(
                    input.isEmpty() ? "input_usd_per_million" : "output_usd_per_million",
                    "is required, as there is a price");
        }
        return input.flatMap(in -> output.map(out -> new Rates(in, out, call.orElse(Usd.ZERO))));
    }

    private static Optional<Usd> dollars(Fields pricing, String field, int shift) {
        Optional<String> text = pricing.text(field, LONGEST_PRICE);
        if (text.isPresent() && !text.get().matches("[0-9]{1,6}([.][0-9]{1,12})?")) {
            pricing.error(field, "must be US dollars such as \"0.25\"");
            return Optional.empty();
        }
        return text.map(digits -> new Usd(new BigDecimal(digits).movePointLeft(shift)));
    }

    /// The server reads a plus in a path as a blank, which no id has.
    private Optional<ModelId> model(HttpRequest<?> request, String id) {
        String text = request.getUri().getRawPath().indexOf('+') >= 0 ? id.replace(' ', '+') : id;
        return Optional.of(text)
                .filter(ModelId::isValid)
                .map(ModelId::new)
                .filter(model -> models.find(model).isPresent());
    }

    private static ProblemFound missing() {
        return new ProblemFound(
                Problem.of(ProblemCode.NOT_FOUND, "The provider has no such model."));
    }
}

package dev.ratiofixer.http.api;

import dev.ratiofixer.campaign.SupervisorRequest.CheckStart;
import dev.ratiofixer.http.problem.FieldError;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code GET prerequisites}: everything that a start with these fields would lack, in one answer. */
final class PrerequisitesOperation {
    private static final String FORM = "start_form";

    private final EngineClient engine;
    private final StartReader reader;

    PrerequisitesOperation(EngineClient engine, StartReader reader) {
        this.engine = engine;
        this.reader = reader;
    }

    Future<List<Prerequisite>> lines(ApiCall call) {
        StartReader.Sketch sketch = reader.sketch(body(call));
        return engine.check(new CheckStart(sketch.video(), sketch.terms())).map(checked -> {
            List<Prerequisite> lines =
                    new ArrayList<>(StartOperation.ClientCheck.told(call.caller(), checked.prerequisites()));
            for (FieldError fault : sketch.faults()) {
                lines.add(new Prerequisite(FORM, fault.field(), false, true, fault.detail()));
            }
            return lines;
        });
    }

    /** A query has no types: what looks like a number came as one. */
    private static Object text(Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()).toPlainString() : value;
    }

    /** The query as the body of a start; {@code consent.granted_by} is a field of the object {@code consent}. */
    private static JsonObject body(ApiCall call) {
        JsonObject body = new JsonObject();
        call.query().forEach((name, value) -> {
            int dot = name.indexOf('.');
            if (dot < 0) {
                body.put(name, text(value));
            } else {
                JsonObject group = body.getJsonObject(name.substring(0, dot), new JsonObject());
                body.put(name.substring(0, dot), group.put(name.substring(dot + 1), value));
            }
        });
        JsonObject consent = body.getJsonObject("consent");
        if (consent != null && consent.getString("granted_by") == null) {
            consent.put("granted_by", "");
        }
        return body;
    }
}

package dev.ratiofixer.http.api;

import dev.ratiofixer.http.HttpPorts;
import dev.ratiofixer.smm.api.PromotionRequest.DecideOrder.PersonDecision;
import java.util.Map;

/** Lists every operation by its id in the contract, but for those that only HTTP has: the session and the stream. */
public final class Operations {
    private final Map<String, Operation> byId;

    public Operations(Contract contract, EngineClient engine, HttpPorts ports) {
        Operation start = new StartOperation(engine, new StartReader(ports.clock(), ports.currency()));
        CampaignOperations campaigns = new CampaignOperations(engine, ports.queries());
        OrderOperations orders = new OrderOperations(engine);
        EngineOperations parts = new EngineOperations(engine, ports.health());
        KeyOperations keys = new KeyOperations(ports.access().keys());
        this.byId = Map.ofEntries(
                Map.entry("startCampaign", start),
                Map.entry("startCampaigns", new BatchOperation(start, contract)),
                Map.entry("getStatus", campaigns::status),
                Map.entry("oldStatus", campaigns::status),
                Map.entry("stopCampaign", campaigns::stop),
                Map.entry("listCampaigns", campaigns::list),
                Map.entry("getCampaign", campaigns::details),
                Map.entry("listSamples", campaigns::samples),
                Map.entry("listOrders", campaigns::orders),
                Map.entry("approveOrder", orders.deciding(PersonDecision.APPROVE)),
                Map.entry("rejectOrder", orders.deciding(PersonDecision.REJECT)),
                Map.entry("completeOrder", orders.deciding(PersonDecision.COMPLETE)),
                Map.entry("getHealth", parts::health),
                Map.entry("oldHealth", parts::health),
                Map.entry("listServices", parts::services),
                Map.entry("listPrerequisites", parts::prerequisites),
                Map.entry("expect", new ExpectOperation(engine, ports.videosChanged(), ports.clock())),
                Map.entry("getCalibration", new CalibrationOperation(engine, ports.queries(), ports.health())),
                Map.entry("listKeys", keys::list),
                Map.entry("createKey", keys::make),
                Map.entry("revokeKey", keys::revoke));
    }

    public Map<String, Operation> byId() {
        return byId;
    }
}

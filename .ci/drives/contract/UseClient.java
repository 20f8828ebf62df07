import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.CampaignsApi;
import org.openapitools.client.api.CampaignsApi.APIListCampaignsRequest;
import org.openapitools.client.api.CampaignsApi.APIListOrdersRequest;
import org.openapitools.client.api.CampaignsApi.APIListSamplesRequest;
import org.openapitools.client.api.CampaignsApi.APIStartCampaignsRequest;
import org.openapitools.client.api.EngineApi;
import org.openapitools.client.model.CampaignItem;
import org.openapitools.client.model.Features;
import org.openapitools.client.model.Start;
import org.openapitools.client.model.StartCampaigns200Response;
import org.openapitools.client.model.StartCampaignsRequest;
import org.openapitools.client.model.Status;

/** Uses the client that openapi-generator made for Java: ADDRESS KEY. */
final class UseClient {
    private UseClient() {}

    public static void main(String[] args) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(args[0]);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + args[1]));
        CampaignsApi campaigns = new CampaignsApi(client);
        CampaignItem first = campaigns
                .listCampaigns(APIListCampaignsRequest.newBuilder().limit(1).build()).getItems().get(0);
        Status status = campaigns.getStatus(first.getCampaignId());
        check(status.getCampaignId().equals(first.getCampaignId()), "the status is another campaign's");
        check(campaigns.getCampaign(first.getCampaignId()).getVideo().getVideoId() != null, "no video");
        campaigns.listSamples(APIListSamplesRequest.newBuilder().id(first.getCampaignId()).limit(10).build()).getItems();
        campaigns.listOrders(APIListOrdersRequest.newBuilder().id(first.getCampaignId()).limit(10).build()).getItems();

        // More than 32 bits of views, there and back.
        Features many = new Features().views(8_600_000_000L).ageDays(java.math.BigDecimal.valueOf(900));
        check(new EngineApi(client).expect(many).getLikes() != null, "no expectation");
        check(client.getObjectMapper().readValue("{\"views\": 8600000000}", Status.class).getViews() == 8_600_000_000L,
                "views are cut off");

        StartCampaigns200Response batch = campaigns.startCampaigns(APIStartCampaignsRequest.newBuilder()
                .startCampaignsRequest(new StartCampaignsRequest()
                        .addCampaignsItem(new Start().campaignName("none").videoId("no video")))
                .build());
        check(batch.getRefused() == 1, "a campaign without a video was started");
        try {
            campaigns.getStatus("nosuch");
            throw new IllegalStateException("there is a campaign nosuch");
        } catch (ApiException refused) {
            check(refused.getCode() == 404, "not 404 but " + refused.getCode());
        }
        new EngineApi(client).getHealth();
        System.out.println("ok: the Java client reads, starts and is refused as the contract says");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}

// Uses the client that openapi-generator made for TypeScript: ADDRESS KEY.
import { CampaignsApi, Configuration, EngineApi, ResponseError } from './fetch';

declare const process: { argv: string[] };
const [, , basePath, key] = process.argv as [string, string, string, string];

const configuration = new Configuration({ basePath, headers: { Authorization: `Bearer ${key}` } });
const campaigns = new CampaignsApi(configuration);
const first = (await campaigns.listCampaigns({ limit: 1 })).items[0];
if (!first) throw new Error('no campaign');
const status = await campaigns.getStatus({ id: first.campaignId });
if (status.campaignId !== first.campaignId) throw new Error('another campaign');
const band = await new EngineApi(configuration).expect({ features: { views: 8_600_000_000, ageDays: 900 } });
if (!(band.likes.p50 > 0)) throw new Error('no expectation');
const batch = await campaigns.startCampaigns({
  startCampaignsRequest: { campaigns: [{ campaignName: 'none', videoId: 'no video' }] },
});
if (batch.refused !== 1) throw new Error('a campaign without a video was started');
const refused = await campaigns.getStatus({ id: 'nosuch' }).catch((failure: unknown) => failure);
if (!(refused instanceof ResponseError) || refused.response.status !== 404) throw new Error('not 404');
console.log('ok: the typescript-fetch client reads, starts and is refused as the contract says');

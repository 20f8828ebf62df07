// Ratio Fixer over the event bus, from JavaScript.
//
//   npm install @vertx/eventbus-bridge-client.js
//   RATIO_FIXER_API_KEY=... node event-bus.mjs http://127.0.0.1:8080 [video id]
//
// Listens to the events, starts a campaign in mode observe, reads its status, stops it, and ends.
import EventBus from '@vertx/eventbus-bridge-client.js';

const [address = 'http://127.0.0.1:8080', video = 'dQw4w9WgXcQ'] = process.argv.slice(2);
const bus = new EventBus(`${address}/eventbus`);
// Every message shows the key. In a page of the dashboard's own origin the session's cookie does instead, and
// 'X-CSRF-Token' with the session's csrf_token in messages that change something.
bus.defaultHeaders = { Authorization: `Bearer ${process.env.RATIO_FIXER_API_KEY}` };
bus.enableReconnect(true);
bus.onerror = (error) => console.error('refused:', error.body);

/** A request as a promise. What fails is the same problem that HTTP answers with. */
const request = (to, body, headers = {}) =>
  new Promise((resolve, reject) =>
    bus.send(to, body, headers, (failure, reply) =>
      failure ? reject(Object.assign(new Error(), JSON.parse(failure.message))) : resolve(reply.body)));

bus.onopen = async () => {
  bus.registerHandler('ratio-fixer.events', (failure, message) => {
    if (failure) {
      console.error('no events:', JSON.parse(failure.message).detail);
      return;
    }
    const { type, data } = message.body;
    if (type === 'campaign') {
      console.log('event', data.what, data.status.campaign_id, data.status.ratio_fixer_status, data.status.views);
    } else {
      console.log('event', type);
    }
  });
  try {
    const started = await request(
      'ratio-fixer.start',
      { campaign_name: 'From the event bus', video_id: video, mode: 'observe' },
      { 'Idempotency-Key': `example-${process.pid}` });
    console.log('started', started.campaign_id);
    const status = await request('ratio-fixer.status', { campaign_id: started.campaign_id });
    console.log('status', status.ratio_fixer_status, 'views', status.views);
    const stopped = await request('ratio-fixer.stop', { campaign_id: started.campaign_id });
    console.log('stopped', stopped.ratio_fixer_status);
  } catch (problem) {
    console.error(problem.status, problem.type, problem.detail);
    process.exitCode = 1;
  }
  setTimeout(() => bus.close(), 500);
};

// Talks to the bridge through a proxy, eight times by each transport: ADDRESS KEY CAMPAIGN.
// As sockjs-client 1.6 does it in Node: WebSocket, xhr-streaming, xhr-polling.
const SockJS = require(process.env.SOCKJS);
const [, , address, key, campaign] = process.argv;
const TIMES = 8;
const LIMIT_MS = 15_000;

function once(transport, n) {
  return new Promise((resolve, reject) => {
    const socket = new SockJS(`${address}/eventbus`, null, { transports: [transport], timeout: 10_000 });
    const timer = setTimeout(() => { socket.close(); reject(new Error('no answer')); }, LIMIT_MS);
    let answers = 0;
    const ask = () => socket.send(JSON.stringify({
      type: 'send', address: 'ratio-fixer.status', replyAddress: `r${n}-${answers}`,
      headers: { Authorization: `Bearer ${key}` }, body: { campaign_id: campaign },
    }));
    socket.onopen = ask;
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data);
      if (message.type === 'err') { clearTimeout(timer); socket.close(); reject(new Error(event.data)); return; }
      answers += 1;
      // Three in a row: a poll, and the polls after it over what the proxy kept.
      if (answers < 3) { ask(); return; }
      clearTimeout(timer);
      socket.close();
      resolve();
    };
    socket.onclose = (event) => { if (answers < 3) { clearTimeout(timer); reject(new Error(`closed ${event.code} ${event.reason}`)); } };
  });
}

(async () => {
  for (const transport of ['websocket', 'xhr-streaming', 'xhr-polling']) {
    let good = 0;
    for (let n = 0; n < TIMES; n += 1) {
      try { await once(transport, n); good += 1; } catch (failure) { console.log(`${transport}: ${failure.message}`); }
    }
    console.log(`${transport}: ${good} of ${TIMES}`);
    if (good < TIMES) process.exitCode = 1;
  }
  process.exit();
})();

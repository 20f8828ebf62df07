import {heard} from './clock.js';

/**
 * Follows the stream. The browser comes back by itself after a loss, with the id of the last event; `on.state` hears
 * whether it is connected.
 */
export function follow(campaign, on) {
  const source = new EventSource('/api/ratio-fixer/stream' + (campaign ? `?campaign=${encodeURIComponent(campaign)}` : ''));
  let again = null;
  let over = false;
  const refused = async () => {
    await on.check?.();
    if (!over) on.restart?.();
  };
  source.onopen = () => on.state?.(true);
  source.onerror = () => {
    on.state?.(false);
    // A refusal closes the source for good; then we begin anew.
    if (source.readyState === EventSource.CLOSED && !again) again = setTimeout(refused, 3000);
  };
  const listen = (type, then) => source.addEventListener(type, (event) => then?.(JSON.parse(event.data)));
  listen('clock', ({now}) => heard(now));
  listen('campaign', on.campaign);
  listen('order', on.order);
  listen('snapshot', on.snapshot);
  return () => {
    over = true;
    clearTimeout(again);
    source.close();
  };
}

import {h, svg} from './dom.js';
import {count, place} from './format.js';

/**
 * A counter as a dot on its band: the box is p25 to p75, the line p10 to p90, the tick p50. Nothing before the first
 * reading, `read`; a counter that a reading lacks is hidden at YouTube.
 */
export function gauge(value, quantiles, name, read = true) {
  if (!read) return null;
  if (value === null || !quantiles) {
    return h('span', {class: 'muted'}, value === null ? 'hidden' : 'no band yet');
  }
  const width = 108;
  const reach = Math.max(quantiles.p90 - quantiles.p10, 1);
  const x = (v) => 12 + (width - 24) * Math.min(1.08, Math.max(-0.08, (v - quantiles.p10) / reach));
  const where = place(value, quantiles);
  return svg('svg', {
    class: `gauge ${where.replace(' ', '-')}`, width, height: 16, viewBox: `0 0 ${width} 16`, role: 'img',
    'aria-label': `${name} ${count(value)}: ${where}, p10 ${count(quantiles.p10)}, p50 ${count(quantiles.p50)}, p90 ${count(quantiles.p90)}`,
  },
  svg('line', {x1: x(quantiles.p10), x2: x(quantiles.p90), y1: 8, y2: 8, class: 'whole'}),
  svg('rect', {x: x(quantiles.p25), width: x(quantiles.p75) - x(quantiles.p25), y: 4, height: 8, rx: 2, class: 'half'}),
  svg('line', {x1: x(quantiles.p50), x2: x(quantiles.p50), y1: 3, y2: 13, class: 'middle'}),
  svg('circle', {cx: x(value), cy: 8, r: 4, class: 'value'}));
}

export function sparkline(values) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return h('span', {class: 'muted'}, '–');
  const low = Math.min(...known);
  const reach = Math.max(...known) - low || 1;
  const points = values
    .map((value, i) => (value === null ? null : `${(i * 76 / (values.length - 1) + 2).toFixed(1)},${(18 - 15 * (value - low) / reach).toFixed(1)}`))
    .filter(Boolean).join(' ');
  return svg('svg', {class: 'spark', width: 80, height: 20, viewBox: '0 0 80 20', role: 'img',
    'aria-label': `likes from ${count(known[0])} to ${count(known.at(-1))}`}, svg('polyline', {points}));
}

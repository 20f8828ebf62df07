import {get} from '../api.js';
import {fill, h} from '../dom.js';
import {age, count, date, label, named, sorted, span} from '../format.js';

export async function healthView(main) {
  const box = h('div', {class: 'stack'});
  fill(main, h('h1', {}, 'Health and quota'), box);
  async function load() {
    try {
      fill(box, page(await get('/health')));
    } catch (problem) {
      fill(box, h('p', {class: 'error', role: 'alert'}, problem.message));
    }
  }
  await load();
  const timer = setInterval(load, 5000);
  return () => clearInterval(timer);
}

function page(health) {
  const tile = (name, value, tone) => h('div', {class: tone}, h('dt', {}, name), h('dd', {}, value));
  return [
    h('dl', {class: 'tiles'},
      tile('Ratio Fixer', {up: 'works', degraded: 'works, with limits', down: 'does not work'}[health.status], {up: '', degraded: 'warn', down: 'bad'}[health.status]),
      tile('New campaigns', health.available ? 'can start' : 'cannot start', health.available ? '' : 'bad'),
      tile('Live campaigns', count(health.live_campaigns)),
      tile('Comparing videos', {declined: 'not allowed by YouTube', accepted: 'allowed by YouTube', owner_authorized: 'for owners who gave access'}[health.compliance]),
      tile('Version', health.version)),
    h('div', {class: 'columns'},
      h('section', {class: 'card', 'aria-labelledby': 'parts'}, h('h2', {id: 'parts'}, 'What it stands on'),
        h('ul', {class: 'checks'}, health.checks.map((check) => h('li', {class: {up: 'met', degraded: 'optional', down: 'unmet'}[check.status]},
          h('strong', {}, label(check.name)), h('span', {class: 'sub'}, named(check.detail)), h('span', {class: 'hidden'}, check.status))))),
      h('div', {},
        h('section', {class: 'card', 'aria-labelledby': 'quota'}, h('h2', {id: 'quota'}, 'YouTube’s daily quota'),
          health.quota.length ? health.quota.map(bucket) : h('p', {class: 'muted'}, 'Nothing known yet.'),
          h('ul', {class: 'checks'}, health.intervals.filter((each) => each.videos).map((each) => h('li', {class: each.stretch > 1 ? 'optional' : 'met'},
            h('strong', {}, `${count(each.videos)} ${each.videos === 1 ? 'video' : 'videos'}, ${PRIORITIES[each.priority] ?? each.priority}`), h('span', {class: 'sub'}, interval(each)))))),
        h('section', {class: 'card', 'aria-labelledby': 'coverage'}, h('h2', {id: 'coverage'}, 'How often a video did as expected'),
          health.coverage.length ? h('ul', {class: 'checks'}, health.coverage.map(covered)) : h('p', {class: 'muted'}, 'Nothing was compared yet.')),
        h('section', {class: 'card', 'aria-labelledby': 'needs'}, h('h2', {id: 'needs'}, 'What is set up'),
          h('ul', {class: 'checks'}, sorted(health.prerequisites).map((line) => h('li', {class: !line.met ? (line.required ? 'unmet' : 'optional') : line.required ? 'met' : 'open'},
            h('strong', {}, label(line.name)), h('span', {class: 'sub'}, named(line.detail)),
            h('span', {class: 'hidden'}, line.met ? 'met' : 'not met'))))))),
  ];
}

function bucket({bucket: name, used, limit, resets_at: resets}) {
  const share = used / limit;
  return h('div', {class: 'quota'},
    h('div', {}, h('strong', {}, label(name)), h('span', {class: 'n'}, `${count(used)} of ${count(limit)}`)),
    h('meter', {min: 0, max: limit, low: limit * 0.7, high: limit * 0.9, optimum: 0, value: used, 'aria-label': `${label(name)}: ${Math.round(100 * share)} % used`}),
    h('span', {class: 'sub'}, `${Math.round(100 * share)} % used · resets in ${span(-age(resets))}, ${date(resets)}`));
}

const PRIORITIES = {urgent: 'looked at most often', normal: 'looked at often', calm: 'looked at now and then'};

const AGES = {under_1d: 'under a day old', '1_to_3d': '1 to 3 days old', '3_to_7d': '3 to 7 days old', '7_to_28d': '1 to 4 weeks old', '28d_and_older': 'older'};

function covered({counter, age: old, counting, readings, inside}) {
  const share = inside / readings;
  return h('li', {class: readings >= 200 && share < 0.6 ? 'unmet' : readings >= 200 ? 'met' : 'open'},
    h('strong', {}, `${Math.round(100 * share)} % of ${label(counter).toLowerCase()}, ${AGES[old]}`),
    h('span', {class: 'sub'}, `${count(readings)} readings in 7 days, views counted ${counting === 'first_frame' ? 'at the first frame' : 'the old way'}; 80 % should be as expected`));
}

function interval({seconds, stretch}) {
  const every = `read every ${span(seconds)}`;
  return stretch > 1 ? `${every}: ${stretch.toFixed(1)} times longer than wanted, as YouTube’s daily quota does not reach` : every;
}

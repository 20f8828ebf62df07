import {get, may, post} from '../api.js';
import {ask, fill, h} from '../dom.js';
import {date, money} from '../format.js';

/** Limits, what is spent and left, and the admins' switch. */
export async function spendingView(main, site) {
  const body = h('div', {class: 'stack'});
  const names = new Map((await get('/services').catch(() => ({items: []}))).items.map((service) => [service.id, service.name]));
  const error = h('p', {class: 'error', role: 'alert'});

  async function turn(to) {
    const reason = await ask({title: to === 'off' ? 'Stop all spending?' : 'Let spending go on?', note: 'Why (required)',
      action: to === 'off' ? 'Stop all spending' : 'Let it go on', danger: to === 'off',
      text: to === 'off' ? 'Nothing that costs is begun any more, in any campaign. Orders that wait and cost are cancelled, and daily budgets that were raised go back to what they were.' : 'Orders may cost again, within the limits.'});
    if (reason === null) return;
    error.textContent = '';
    try {
      show(await post('/spending', {spending: to, reason}));
    } catch (problem) {
      error.textContent = problem.message;
    }
  }
  function show({spending, file, turned, limits, today}) {
    const all = today.filter((line) => line.service_id === null);
    const services = today.filter((line) => line.service_id !== null);
    const tile = (name, value, extra) => h('div', {}, h('dt', {}, name), h('dd', {}, value), extra && h('dd', {class: 'sub'}, extra));
    const stopped = turned && turned.spending === 'off';
    fill(body,
      h('p', {class: 'state', role: 'status'}, h('span', {class: `badge ${spending === 'on' ? 'running' : 'failed'}`}, `Spending is ${spending}`),
        file === 'off' && h('span', {class: 'muted'}, 'The configuration file keeps it off: whoever runs Ratio Fixer can change that (limits.spending).'),
        turned && h('span', {class: 'muted'}, `Switched ${turned.spending} by ${turned.actor}, ${date(turned.at)}: ${turned.reason}`)),
      h('dl', {class: 'tiles'},
        tile('An order at most', money(limits.per_order, limits.currency)), tile('A day at most', money(limits.per_day, limits.currency)),
        all.length ? all.map((line) => tile('Reserved or spent today', money(line.held, line.currency), line.left !== null && `${money(line.left, line.currency)} left`))
          : tile('Reserved or spent today', 'nothing')),
      h('section', {class: 'card', 'aria-labelledby': 'services-title'}, h('h2', {id: 'services-title'}, 'By service, today (the day of UTC)'),
        services.length ? h('table', {class: 'list plain'}, h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Service'), h('th', {scope: 'col'}, 'Reserved or spent'))),
          h('tbody', {}, services.map((line) => h('tr', {}, h('th', {scope: 'row'}, names.get(line.service_id) ?? `Service ${line.service_id}`), h('td', {}, money(line.held, line.currency))))))
          : h('p', {class: 'muted'}, 'Nothing today.')),
      h('p', {}, h('a', {href: '/costs', 'data-link': true}, 'What an extra like cost')),
      may('admin') && h('p', {}, stopped
        ? h('button', {type: 'button', class: 'primary', onclick: () => turn('on')}, 'Let spending go on')
        : h('button', {type: 'button', class: 'danger', onclick: () => turn('off')}, 'Stop all spending')));
  }

  site.title('Spending');
  fill(main, h('h1', {}, 'Spending'), error, body);
  const load = async () => {
    try {
      show(await get('/spending'));
      error.textContent = '';
    } catch (problem) {
      error.textContent = problem.message;
    }
  };
  await load();
  const again = setInterval(() => document.querySelector('dialog[open]') || load(), 10_000);
  return () => clearInterval(again);
}

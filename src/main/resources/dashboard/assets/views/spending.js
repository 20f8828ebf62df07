import {get, may, post} from '../api.js';
import {ask, fill, h} from '../dom.js';
import {date, money} from '../format.js';

/** Limits, what is spent and left, and the admins' switch. */
export async function spendingView(main, site) {
  const body = h('div');
  const error = h('p', {class: 'error', role: 'alert'});

  async function turn(to) {
    const reason = await ask({title: to === 'off' ? 'Stop all spending?' : 'Let spending go on?', note: 'Why (required)',
      action: to === 'off' ? 'Stop all spending' : 'Let it go on', danger: to === 'off',
      text: to === 'off' ? 'Nothing that costs is begun any more, on every node. Raised budgets go back.' : 'Orders may cost again, within the limits.'});
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
        file === 'off' && h('span', {class: 'muted'}, 'limits.spending of the configuration says off.'),
        turned && h('span', {class: 'muted'}, `Switched ${turned.spending} by ${turned.actor}, ${date(turned.at)}: ${turned.reason}`)),
      h('dl', {class: 'tiles'},
        tile('Most an order', money(limits.per_order, limits.currency)), tile('Most a day', money(limits.per_day, limits.currency)),
        all.length ? all.map((line) => tile('Reserved or spent today', money(line.held, line.currency), line.left !== null && `${money(line.left, line.currency)} left`))
          : tile('Reserved or spent today', 'nothing')),
      h('section', {class: 'card', 'aria-labelledby': 'services-title'}, h('h2', {id: 'services-title'}, 'By service, today (UTC)'),
        services.length ? h('table', {class: 'list plain'}, h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Service'), h('th', {scope: 'col'}, 'Reserved or spent'))),
          h('tbody', {}, services.map((line) => h('tr', {}, h('th', {scope: 'row'}, line.service_id), h('td', {}, money(line.held, line.currency))))))
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

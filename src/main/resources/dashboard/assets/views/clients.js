import {readAmount} from '../amount.js';
import {call, get, may, who} from '../api.js';
import {fill, h} from '../dom.js';
import {count, money} from '../format.js';
import {reportCard} from './report.js';

/** Clients: what their campaigns come to together, their limits, and what is left of those. */
export async function clientsView(main, site) {
  const body = h('div', {class: 'stack'});
  const error = h('p', {class: 'error', role: 'alert'});
  const mayWrite = may('approver') && !who().client;

  async function edit(client) {
    if (await clientForm(client)) await load();
  }
  function limit(client, line, most, left) {
    if (most === null) return h('span', {class: 'muted'}, 'No limit');
    return [money(most, client.currency), h('span', {class: 'sub'}, `${money(line?.[left] ?? most, client.currency)} left`)];
  }
  function row(client) {
    const cell = (name, ...children) => h('td', {'data-name': name}, ...children);
    const own = client.held.find((line) => line.currency === client.currency);
    // What is held in another currency than the limit's is told, and never added.
    const held = (key) => (client.held.length ? client.held.map((line) => h('span', {class: 'line'}, money(line[key], line.currency))) : h('span', {class: 'muted'}, 'Nothing'));
    return h('tr', {}, h('th', {scope: 'row'}, h('a', {href: `/?client=${client.client_id}`, 'data-link': true}, client.name)),
      cell('Campaigns', `${count(client.live)} live`, h('span', {class: 'sub'}, h('a', {href: `/?status=all&client=${client.client_id}`, 'data-link': true, 'aria-label': `All ${count(client.campaigns)} campaigns of ${client.name}`}, `${count(client.campaigns)} in all`))),
      cell('Reserved or spent', held('total')), cell('In all at most', limit(client, own, client.max_spend, 'left')),
      cell('Today (UTC)', held('today')), cell('A day at most', limit(client, own, client.daily_spend, 'left_today')),
      cell('', h('span', {class: 'row-actions'}, h('button', {type: 'button', class: 'quiet', 'aria-label': `Report of ${client.name}`, onclick: () => showReport(client)}, 'Report'),
        mayWrite && h('button', {type: 'button', class: 'quiet', 'aria-label': `Change ${client.name}`, onclick: () => edit(client)}, 'Change'))));
  }
  async function load() {
    try {
      const {items} = await get('/clients');
      fill(body, items.length ? h('div', {class: 'card flush'}, h('table', {class: 'list plain clients'}, h('caption', {class: 'hidden'}, 'Clients'),
        h('thead', {}, h('tr', {}, ['Client', 'Campaigns', 'Reserved or spent', 'In all at most', 'Today (UTC)', 'A day at most'].map((text) => h('th', {scope: 'col'}, text)),
          h('td'))), h('tbody', {}, items.map(row))))
        : h('p', {class: 'card muted empty'}, mayWrite ? 'There are no clients yet. Add one, and say at the start of a campaign whose it is.' : 'There are no clients yet. An approver can add them.'),
      items.length > 0 && h('p', {class: 'sub'}, 'Amounts of two currencies are never added. A limit counts what is ordered in its own currency.'));
      error.textContent = '';
    } catch (problem) {
      error.textContent = problem.message;
    }
  }

  site.title('Clients');
  fill(main, h('div', {class: 'head'}, h('h1', {}, 'Clients'), mayWrite && h('button', {type: 'button', class: 'primary', onclick: () => edit(null)}, 'Add a client')), error, body);
  await load();
  const again = setInterval(() => document.querySelector('dialog[open]') || load(), 30_000);
  return () => clearInterval(again);
}

/** What a client may be shown: the report of all its campaigns, to open or to share. */
function showReport(client) {
  const dialog = h('dialog', {'aria-label': `Report of ${client.name}`, class: 'wide'}, h('h2', {}, client.name), reportCard(`/clients/${client.client_id}`),
    h('div', {class: 'actions'}, h('button', {type: 'button', class: 'primary', onclick: () => dialog.close()}, 'Close')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** An id that a name gives: letters of our alphabet, digits and hyphens. */
const idOf = (name) => name.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 63);

/** Makes a client or changes one; resolves to whether it did. */
function clientForm(client) {
  return new Promise((resolve) => {
    const error = h('div', {class: 'error', role: 'alert', tabindex: -1});
    const input = (name, label, value, attributes, hint) => {
      const control = h('input', {type: 'text', id: `client-${name}`, value: value ?? '', 'aria-describedby': hint ? `client-${name}-hint` : null, ...attributes});
      return {control, label, element: h('div', {class: 'field'}, h('label', {for: control.id}, label), control, hint && h('span', {class: 'hint', id: `client-${name}-hint`}, hint))};
    };
    const name = input('name', 'Name', client?.name, {maxlength: 200, required: true});
    const id = input('id', 'Short name', client?.client_id, {maxlength: 63, required: true, readonly: client !== null},
      client ? 'It stays as it is: campaigns and keys refer to it.' : 'Small letters, digits and hyphens, such as acme-records. Files and programs use it.');
    const max = input('max', 'In all at most', client?.max_spend, {inputmode: 'decimal', placeholder: 'No limit'});
    const daily = input('daily', 'A day at most', client?.daily_spend, {inputmode: 'decimal', placeholder: 'No limit'});
    const currency = input('currency', 'Currency', client?.currency, {maxlength: 3, placeholder: 'USD'});
    let typedId = client !== null;
    let done = false;
    id.control.addEventListener('input', () => {
      typedId = true;
    });
    name.control.addEventListener('input', () => {
      if (!typedId) id.control.value = idOf(name.control.value);
    });
    const dialog = h('dialog', {'aria-labelledby': 'client-title', class: 'steer'}, h('form', {novalidate: true, onsubmit: save},
      h('h2', {id: 'client-title'}, client ? `Change ${client.name}` : 'Add a client'), error, name.element, id.element,
      h('p', {class: 'hint'}, 'What all campaigns of this client may spend together. Each keeps its own limits, too.'),
      h('div', {class: 'triple'}, max.element, daily.element, currency.element),
      h('div', {class: 'actions'}, h('button', {type: 'button', class: 'quiet', onclick: () => dialog.close()}, 'Cancel'), h('button', {class: 'primary'}, client ? 'Save' : 'Add'))));

    async function save(event) {
      event.preventDefault();
      const faults = [];
      const fault = (field, text) => faults.push([field, text]);
      const amount = (field) => {
        const {value, error: wrong} = readAmount(field.control.value);
        if (wrong) fault(field, wrong);
        return value ?? null;
      };
      const [most, day] = [amount(max), amount(daily)];
      const code = currency.control.value.trim().toUpperCase() || null;
      if (!name.control.value.trim()) fault(name, 'Give it a name.');
      if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(id.control.value.trim())) fault(id, 'Small letters, digits and hyphens only.');
      if (max.control.value.trim() && !daily.control.value.trim()) fault(daily, 'Say also how much a day.');
      if (daily.control.value.trim() && !max.control.value.trim()) fault(max, 'Say also how much in all.');
      if ((most || day) && !/^[A-Z]{3}$/.test(code ?? '')) fault(currency, 'Three letters, such as USD.');
      [name, id, max, daily, currency].forEach(({control}) => control.removeAttribute('aria-invalid'));
      if (faults.length) {
        faults.forEach(([{control}]) => control.setAttribute('aria-invalid', 'true'));
        fill(error, h('ul', {}, faults.map(([{label}, text]) => h('li', {}, `${label}: ${text}`))));
        faults[0][0].control.focus();
        return;
      }
      try {
        const known = client === null && (await get('/clients')).items.find((one) => one.client_id === id.control.value.trim());
        if (known) {
          fill(error, `There is a client with this short name already: ${known.name}.`);
          id.control.focus();
          return;
        }
        await call('PUT', `/clients/${id.control.value.trim()}`, {name: name.control.value.trim(), max_spend: most, daily_spend: day, currency: most || day ? code : null});
        done = true;
        dialog.close();
      } catch (problem) {
        fill(error, [problem.message, ...problem.errors.map((one) => one.detail)].join(' '));
        error.focus();
      }
    }
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(done);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}


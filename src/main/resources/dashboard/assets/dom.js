// Elements without markup strings: text from the API can never become code.

/** h('p', {class: 'x', onclick: f}, 'text', child, …); null and false children are left out. */
export function h(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else element.setAttribute(key, value);
  }
  append(element, children);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes ?? {})) element.setAttribute(key, value);
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** Puts children in place of what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** Asks in a modal dialog; resolves to the typed note, or null when it was called off. */
export function ask({title, text, action, danger, note}) {
  return new Promise((resolve) => {
    const input = note ? h('textarea', {id: 'dialog-note', rows: 2, maxlength: 500}) : null;
    const dialog = h('dialog', {'aria-labelledby': 'dialog-title'},
      h('form', {method: 'dialog'},
        h('h2', {id: 'dialog-title'}, title),
        h('p', {}, text),
        note && h('label', {for: 'dialog-note'}, note, input),
        h('div', {class: 'actions'},
          h('button', {value: 'no', class: 'quiet'}, 'Cancel'),
          h('button', {value: 'yes', class: danger ? 'danger' : 'primary'}, action))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes' ? input?.value ?? '' : null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

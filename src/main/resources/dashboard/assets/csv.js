import {h} from './dom.js';

/**
 * A link that downloads a whole list as CSV. What it is filtered by is asked for when it is used, for a filter changes
 * while the page stands.
 */
export function csvLink(path, text, query = () => new URLSearchParams()) {
  const link = h('a', {class: 'button quiet', download: true, href: address(path, query())}, text);
  for (const event of ['pointerdown', 'focus', 'click']) {
    link.addEventListener(event, () => {
      link.href = address(path, query());
    });
  }
  return link;
}

function address(path, query) {
  const all = new URLSearchParams(query);
  all.set('format', 'csv');
  return `/api/ratio-fixer${path}?${all}`;
}

import {fill, h} from '../dom.js';

const link = (href) => h('a', {href, rel: 'noreferrer'}, href);
const PLACES = {slack: 'a Slack channel', email: 'e-mail', webhook: 'another program of theirs', alertmanager: 'their alarm system'};
const KEPT = {
  declined: 'YouTube has not allowed this installation to derive figures from its counters. So it compares nothing and orders nothing: it only shows what YouTube shows.',
  accepted: 'YouTube has allowed this installation to derive figures from its counters. So it compares each video with what is usual for videos like it.',
  owner_authorized: 'Only videos of channels whose owners gave this installation access are compared with what is usual for videos like them. The others are only counted.',
};

/** What this installation does with data, by its configuration in force. */
export async function privacyView(main) {
  let facts;
  try {
    const response = await fetch('/privacy/facts', {signal: AbortSignal.timeout(10_000)});
    facts = await response.json();
  } catch (away) {
    fill(main, h('article', {class: 'card prose'}, h('h1', {}, 'Privacy'),
      h('p', {role: 'alert'}, 'What this installation does with data cannot be read now. Reload the page in a minute.')));
    return null;
  }
  const {derived_metrics: derived, retention_days: days, sign_in: signIn, notified, levers, tracing, own_data: own} = facts;
  const may = (lever) => levers.includes(lever);
  fill(main, h('article', {class: 'card prose'},
    h('h1', {}, 'Privacy'),
    h('p', {}, 'Ratio Fixer uses YouTube API Services. By using it you agree to the YouTube Terms of Service: ', link('https://www.youtube.com/t/terms'), '.'),
    h('h2', {}, 'What it reads'),
    h('p', {}, 'Of the videos that a campaign watches: title, channel, length, time of publication, and the public counters of views, likes and comments. Of the channel: the same of up to twenty earlier uploads. It reads no names and no comments of viewers.'),
    own && h('p', {}, 'Where a channel’s owner gave access: YouTube’s statistics for owners of these videos by day: views, engaged views, views by source, likes, dislikes, comments, shares, new subscribers. These are sums; no single viewer can be seen in them. They are deleted with the readings, and within 12 hours after the owner takes the access back.'),
    may('ad_budget') && h('p', {}, 'Of Google Ads: the budget, cost and views of the ads campaigns that are listed in the configuration.'),
    h('h2', {}, 'What it makes of it'),
    h('p', {}, KEPT[derived]),
    h('h2', {}, 'What it keeps, and how long'),
    h('p', {}, `Readings are deleted after ${days === 1 ? 'one day' : `${days} days`}. Orders, and who decided on them and why, are kept as evidence. So is the record of who did what here. Notifications are kept for 90 days.`),
    h('p', {}, 'Everything is in the database of whoever runs this installation. Nothing is sold.'),
    h('h2', {}, 'Who else gets something'),
    h('ul', {},
      h('li', {}, 'Google, by the requests themselves: which videos are read', may('ad_budget') && ', which budgets are changed', may('owner_comment') && ', which comments are posted', '.'),
      may('team_task') && h('li', {}, 'The team that is asked for help: which video is short of what, by a message to the address in the configuration.'),
      notified.length > 0 && h('li', {}, `People who are told what happens, by ${notified.map((kind) => PLACES[kind] ?? kind).join(', ')}: campaign names, orders and costs.`),
      signIn && h('li', {}, `${signIn}, where people sign in: that you signed in here. It tells this installation your name and which groups you are in.`),
      tracing && h('li', {}, 'A tracing system of whoever runs this installation: which requests were made and how long they took, without their contents.'),
      h('li', {}, 'Whoever is sent a link to a report: that report, until the link ends.')),
    h('h2', {}, 'What it does on a channel'),
    h('p', {}, may('owner_comment')
      ? 'Only with the owner’s recorded consent, which has an end: it may post the owner’s own comment from a sheet that the owner approved. It buys no likes, comments, views or subscribers.'
      : 'Nothing: no service that comments is set up here. It buys no likes, comments, views or subscribers.'),
    h('h2', {}, 'Cookies and this browser'),
    h('p', {}, 'One cookie, for your session here, gone after twelve hours or when you log out.',
      signIn && ' A second one lives for the minutes in which you sign in.', ' This browser keeps whether you chose light or dark, and what you typed into the form for a new campaign. Nothing tracks you.'),
    h('h2', {}, 'Google’s policy, and how to take access back'),
    h('p', {}, 'Google’s privacy policy: ', link('https://policies.google.com/privacy'), '. Access that you gave to your channel can be revoked at any time: ', link('https://security.google.com/settings/security/permissions'), '. Whoever runs this installation deletes what it stored on request.')));
  return null;
}

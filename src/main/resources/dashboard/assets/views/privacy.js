import {fill, h} from '../dom.js';

const link = (href) => h('a', {href, rel: 'noreferrer'}, href);

export function privacyView(main) {
  fill(main, h('article', {class: 'card prose'},
    h('h1', {}, 'Privacy'),
    h('p', {}, 'Ratio Fixer uses YouTube API Services. By using it you agree to the YouTube Terms of Service: ', link('https://www.youtube.com/t/terms'), '.'),
    h('h2', {}, 'What it reads'),
    h('p', {}, 'Of the videos that a campaign watches: title, channel, length, time of publication, and the public counters of views, likes and comments, at most every few seconds. Of the channel: the same of up to twenty earlier uploads. Where the channel’s owner consented to it, also the owner’s YouTube Analytics of these videos by day: views, engaged views, views by source, likes, dislikes, comments, shares, subscribers gained. It reads no data of viewers.'),
    h('h2', {}, 'What it keeps, and how long'),
    h('p', {}, 'Readings are deleted after 30 days, or after up to 36 months where YouTube has granted this project the derived-metrics amendment. Orders, with who allowed them, are kept as evidence. What an owner’s consent gave is deleted when the consent ends. Everything is in the database of whoever runs this engine; nothing is sold, shared or sent elsewhere.'),
    h('h2', {}, 'What it does on a channel'),
    h('p', {}, 'Only with the owner’s recorded consent, which has an end: it may write the owner’s own comment from a sheet that the owner approved. It buys no likes, comments, views or subscribers.'),
    h('h2', {}, 'Cookies'),
    h('p', {}, 'One, for your session here, gone after twelve hours or when you log out. It tracks nothing.'),
    h('h2', {}, 'Google’s policy, and how to take access back'),
    h('p', {}, 'Google’s privacy policy: ', link('https://policies.google.com/privacy'), '. Access that you gave to your channel can be revoked at any time: ', link('https://security.google.com/settings/security/permissions'), '. Whoever runs this engine deletes what it stored on request.')));
  return null;
}

// What concerns the account, in sections.

import { button, h } from '../components/dom.js';
import { go } from '../routes.js';
import { session } from '../state/session.js';
import { account as said, words } from '../strings.js';

const SECTIONS = {
  you: async () => (await import('./you.js')).showYou,
  credits: async () => (await import('./credits.js')).showCredits,
  keys: async () => (await import('./keys.js')).showKeys,
  desk: async () => (await import('./desk.js')).showDesk,
};

let latest = 0;
let leaving = () => {};

/** Shows a section: 'you', 'credits', 'keys' or, for staff, 'desk'. */
export async function showAccount(place, wanted) {
  const mine = ++latest;
  leaving();
  leaving = () => {};
  const section = Object.hasOwn(SECTIONS, wanted ?? '') ? wanted : 'you';
  const tabs = Object.keys(SECTIONS).map(name =>
    button(said.sections[name], () => go('account', name), { 'aria-current': name === section ? 'page' : null }));
  const bar = h('nav', { class: 'sections', 'aria-label': said.title }, tabs);
  const back = button(said.back, () => go(''), { class: 'plain' });
  const panel = h('div', { class: 'panel' }, h('p', { class: 'hint' }, words.starting));
  place.replaceChildren(h('div', { class: 'row' }, back), bar, panel);
  const show = await SECTIONS[section]();
  if (mine !== latest) return;
  // Another caller, another panel: whoever logs in or out is shown what is theirs.
  let shown;
  leaving = session.on(now => {
    const who = now.state === 'loading' ? undefined : now.me?.id ?? null;
    tabs.at(-1).hidden = !now.me?.staff;
    if (who === undefined || who === shown) return;
    shown = who;
    panel.replaceChildren();
    show(panel, now.me);
  });
}

// What concerns the account, in sections.

import { button, h } from '../components/dom.js';
import { go } from '../routes.js';
import { session } from '../state/session.js';
import { account as said, words } from '../strings.js';

const SECTIONS = {
  you: async () => (await import('./you.js')).showYou,
  credits: async () => (await import('./credits.js')).showCredits,
  keys: async () => (await import('./keys.js')).showKeys,
};

let latest = 0;
let leaving = () => {};

/** Shows a section: 'you', 'credits' or 'keys'. */
export async function showAccount(place, wanted) {
  const mine = ++latest;
  leaving();
  leaving = () => {};
  const section = Object.hasOwn(SECTIONS, wanted ?? '') ? wanted : 'you';
  const bar = h('nav', { class: 'sections', 'aria-label': said.title }, Object.keys(SECTIONS).map(name =>
    button(said.sections[name], () => go('account', name), { 'aria-current': name === section ? 'page' : null })));
  const back = button(said.back, () => go(''), { class: 'plain' });
  const panel = h('div', { class: 'panel' }, h('p', { class: 'hint' }, words.starting));
  place.replaceChildren(h('div', { class: 'row' }, back), bar, panel);
  const show = await SECTIONS[section]();
  if (mine !== latest) return;
  // Another caller, another panel: whoever logs in or out is shown what is theirs.
  let shown;
  leaving = session.on(now => {
    const who = now.state === 'loading' ? undefined : now.me?.id ?? null;
    if (who === undefined || who === shown) return;
    shown = who;
    panel.replaceChildren();
    show(panel, now.me);
  });
}

// Puts the page together. Nothing here waits for the service: the page is there, and learns.

import { button, h, setText } from './components/dom.js';
import { icon, sign } from './components/icons.js';
import { go, name, route } from './routes.js';
import { chooseTheme, load, session, theme } from './state/session.js';
import { conversation, leave, open, resume, stop, trouble } from './state/running.js';
import { askView, welcome } from './views/ask.js';
import { somethingRuns, watchView } from './views/watch.js';
import { words } from './strings.js';

const page = document.getElementById('page');
const compare = h('div', { class: 'compare' }, welcome(), watchView(), askView());
const other = h('div', { class: 'other', hidden: true });

function notices() {
  const offline = h('p', { class: 'notice', role: 'status', hidden: navigator.onLine }, words.offline);
  const say = () => { offline.hidden = navigator.onLine; };
  addEventListener('online', say);
  addEventListener('offline', say);
  const over = h('p', { class: 'notice', role: 'status', hidden: true }, words.sessionOver, ' ',
    button(words.nav.account, () => go('account')));
  const gone = h('p', { class: 'notice', role: 'status', hidden: true }, words.serviceGone, ' ',
    button(words.retry, load));
  session.on(now => {
    over.hidden = !now.over;
    gone.hidden = now.state !== 'failed';
  });
  addEventListener('online', () => { if (session.get().state === 'failed') load(); });
  return [offline, over, gone];
}

function navigation() {
  const credits = h('button', { type: 'button', class: 'credits', hidden: true, on: { click: () => go('account', 'credits') } });
  const account = button(words.nav.account, () => go('account'));
  session.on(now => {
    credits.hidden = !now.credits;
    if (now.credits) {
      setText(credits, words.creditsLeft(now.credits.remaining));
      credits.title = words.creditsUntil(now.credits.period?.resets_at ?? now.credits.resets_at);
    }
    setText(account, now.me?.email ?? words.nav.account);
  });
  const next = { system: 'light', light: 'dark', dark: 'system' };
  const themes = sign('system', words.nav.theme, () => chooseTheme(next[theme.get()]));
  theme.on(chosen => {
    themes.replaceChildren(icon(chosen));
    themes.title = `${words.nav.theme}: ${words.themes[chosen]}`;
    themes.setAttribute('aria-label', themes.title);
  });
  document.getElementById('nav').append(
    button(words.nav.fresh, fresh, { id: 'new' }),
    button(words.nav.history, async () => (await import('./views/history.js')).openHistory(), { id: 'history' }),
    credits, account, themes);
}

function fresh() {
  leave();
  go('');
  document.getElementById('prompt').focus();
}

async function show({ view, id }) {
  const comparing = view !== 'account';
  compare.hidden = !comparing;
  other.hidden = comparing;
  if (view === 'account') {
    (await import('./views/account.js')).showAccount(other, id);
  } else if (view === 'c' && id !== conversation.get().id) {
    try {
      await open(id);
    } catch (problem) {
      trouble.set(problem);
    }
  }
}

function keyboard(event) {
  if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
  if (event.key === 'Escape' && somethingRuns()) {
    event.preventDefault();
    stop();
  } else if (event.key === '/' && !event.target.closest('input, textarea, select')) {
    event.preventDefault();
    document.getElementById('prompt').focus();
  }
}

async function begin() {
  document.body.prepend(button(words.skip, () => document.getElementById('prompt').focus(), { class: 'skip' }));
  page.append(...notices(), compare, other);
  navigation();
  addEventListener('keydown', keyboard);
  load();
  const { view } = route.get();
  const resumed = view === '' && await resume();
  conversation.on(now => { if (now.id && route.get().view !== 'account') name('c', now.id); });
  conversation.on(({ title }) => { document.title = title ? `${title} · ${words.name}` : words.name; });
  route.on(show);
  if (!resumed && view === '') document.getElementById('prompt').focus({ preventScroll: true });
}

begin();

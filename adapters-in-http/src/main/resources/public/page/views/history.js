// The conversations that are kept: found, renamed, taken along, deleted.

import { button, h, setText } from '../components/dom.js';
import { sign } from '../components/icons.js';
import { dialog, sure } from '../components/dialog.js';
import { go } from '../routes.js';
import { session, tierOf } from '../state/session.js';
import { conversation, leave } from '../state/running.js';
import * as kept from '../state/library.js';
import { format, history as said, words } from '../strings.js';
import { troubleText } from './trouble.js';

const SEARCH_AFTER_MS = 250;

/** Offers to save a conversation, {id, title}. */
export async function takeAlong(each) {
  await dialog(said.exportTitle, (body, close) => {
    const note = h('p', { class: 'hint', role: 'status' });
    const save = kind => async () => {
      try {
        await (await import('./exports.js')).exportAs(kind, each);
        close();
      } catch (problem) {
        setText(note, troubleText(problem).text);
      }
    };
    body.append(h('p', {}, each.title), h('div', { class: 'row' },
      Object.entries(said.formats).map(([kind, label]) => button(label, save(kind)))), note);
  }, 'small');
}

async function rename(each) {
  await dialog(said.rename, (body, close) => {
    const title = h('input', { value: each.title, maxlength: '200', required: true, 'aria-label': said.newTitle, autofocus: true });
    const note = h('p', { class: 'hint', role: 'alert' });
    body.append(h('form', {
      on: {
        submit: async event => {
          event.preventDefault();
          try {
            await kept.rename(each.id, title.value.trim());
            close();
          } catch (problem) {
            setText(note, troubleText(problem).text);
          }
        },
      },
    }, h('div', { class: 'row' }, title, h('button', { type: 'submit', class: 'primary' }, words.save)), note));
    title.select();
  }, 'small');
}

async function remove(each, note) {
  if (!await sure(said.remove, said.removeSure(each.title), said.removeYes)) return;
  try {
    await kept.remove(each.id);
    if (conversation.get().id === each.id) {
      leave();
      go('');
    }
  } catch (problem) {
    setText(note, troubleText(problem).text);
  }
}

function item(each, kind, note, close) {
  const when = h('small', {}, format.when(each.last_activity_at));
  const open = kind === 'active'
    ? button([each.title, when], () => { close(); go('c', each.id); }, { class: 'open', title: each.title })
    : h('span', { class: 'open', title: each.title }, each.title, when);
  return h('li', {}, open, h('span', { class: 'tools' },
    sign('pencil', said.of(said.rename, each.title), () => rename(each)),
    sign('save', said.of(said.export, each.title), () => takeAlong(each)),
    sign('bin', said.of(said.remove, each.title), () => remove(each, note))));
}

function fill(body, close) {
  const list = h('ul', { class: 'history-list' });
  const note = h('p', { class: 'hint', role: 'status' });
  const more = button(said.more, () => kept.readMore(), { hidden: true });
  let timer;
  const search = h('input', {
    type: 'search', placeholder: said.search, 'aria-label': said.search, autofocus: true, value: kept.library.get().words, maxlength: '500',
    on: { input: () => { clearTimeout(timer); timer = setTimeout(() => kept.read({ words: search.value }), SEARCH_AFTER_MS); } },
  });
  const kinds = ['active', 'archived'].map(kind => button(said.kinds[kind], () => kept.read({ kind, list: [] }), { 'data-kind': kind }));
  const why = h('p', { class: 'hint' });
  body.classList.add('history');
  body.append(h('div', { class: 'switch', role: 'group', 'aria-label': said.which }, kinds), search, why, note, list, more);
  const stop = kept.library.on(({ state, kind, words: sought, list: found, next }) => {
    for (const each of kinds) each.setAttribute('aria-pressed', each.dataset.kind === kind);
    const tier = session.get().credits?.tier;
    setText(why, kind === 'archived' && tierOf() ? said.why(format.tier(tier), tierOf().conversations_shown) : '');
    why.hidden = !why.textContent;
    more.hidden = !next;
    let text = '';
    if (state === 'loading') text = said.loading;
    else if (state === 'failed') text = said.failed;
    else if (!found.length) text = sought.trim() ? said.nothingFound : said.nothing[kind];
    setText(note, text);
    list.replaceChildren(...found.map(each => item(each, kind, note, close)));
  });
  kept.read();
  return () => { clearTimeout(timer); stop(); };
}

export const openHistory = () => dialog(said.title, fill, 'tall');

// Asking: the prompt, who is asked, and what that would hold.

import { button, h, setText } from '../components/dom.js';
import { sign } from '../components/icons.js';
import { catalogue, isDemo, session } from '../state/session.js';
import * as draft from '../state/draft.js';
import { ask, conversation, isRunning, run, stop, trouble } from '../state/running.js';
import { words } from '../strings.js';
import { troubleText } from './trouble.js';

const said = words.ask;
const nameOf = id => catalogue.get().list.find(model => model.id === id)?.name ?? id;

function chips() {
  const box = h('ul', { class: 'chips', 'aria-label': said.models });
  const draw = () => box.replaceChildren(...draft.chosen.get().map(id => h('li', {},
    h('span', {}, nameOf(id)), sign('close', said.remove(nameOf(id)), () => draft.toggle(id)))));
  draft.chosen.on(draw);
  catalogue.on(draw);
  return box;
}

function estimateLine() {
  const line = h('p', { class: 'estimate' });
  draft.estimate.on(({ state, hold, problem }) => {
    line.dataset.state = state;
    if (state === 'none') setText(line, '');
    else if (state === 'asking') setText(line, words.estimate.asking);
    else if (state === 'unknown') setText(line, words.estimate.unknown);
    else if (state === 'refused') setText(line, troubleText(problem).text);
    else if (!hold.affordable) {
      line.dataset.state = 'refused';
      setText(line, words.estimate.short(hold.held_credits, hold.remaining));
    } else {
      const asked = Number(draft.parameters.get().max_output_tokens) || null;
      const usual = Math.min(4000, ...hold.models.map(model => model.max_output_tokens));
      const capped = asked === null && hold.max_output_tokens < usual;
      setText(line, words.estimate.known(hold.held_credits, hold.remaining)
        + (capped ? ` ${words.estimate.capped(hold.max_output_tokens)}` : ''));
    }
  });
  return line;
}

/** A refusal of what was sent, with what to do next. */
function troubleBox() {
  const box = h('div', { class: 'trouble', role: 'alert', hidden: true });
  trouble.on(problem => {
    box.hidden = !problem;
    if (!problem) {
      box.replaceChildren();
      return;
    }
    const { text, actions } = troubleText(problem);
    box.replaceChildren(h('p', {}, text), h('div', { class: 'row' },
      actions.map(([label, act]) => button(label, () => { trouble.set(null); act(); })),
      button(words.close, () => trouble.set(null), { class: 'plain' })));
  });
  return box;
}

/** The form. */
export function askView() {
  const prompt = h('textarea', {
    id: 'prompt', rows: '2', maxlength: '100000', placeholder: said.placeholder, 'aria-label': said.prompt,
    'aria-describedby': 'hint', value: draft.prompt.get(),
    on: {
      input: () => { draft.prompt.set(prompt.value); grow(); },
      keydown: event => {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          form.requestSubmit();
        }
      },
    },
  });
  // Beneath answers the form is small while nobody uses it.
  const rest = () => {
    form.classList.add('resting');
    if (matchMedia('(pointer: coarse)').matches) prompt.blur();
  };
  const wake = () => form.classList.remove('resting');
  const grow = () => prompt.classList.toggle('long', prompt.value.length > 160 || prompt.value.includes('\n'));

  const parametersButton = button(said.parameters, async () => {
    (await import('./parameters.js')).openParameters();
  });
  const send = h('button', { type: 'submit', id: 'send', class: 'primary' }, said.send);
  const stopAll = button(said.stopAll, () => stop(), { id: 'stop', class: 'danger', hidden: true });
  const form = h('form', {
    class: 'ask',
    on: { submit: event => { event.preventDefault(); rest(); ask(); }, focusin: wake, input: wake, pointerdown: wake },
  },
  troubleBox(), prompt, chips(),
  h('div', { class: 'row choices' },
    button(said.add, async () => { (await import('./picker.js')).openPicker(); }, { id: 'choose' }), parametersButton),
  h('div', { class: 'row send' }, stopAll, send), estimateLine(), h('p', { id: 'hint', class: 'hint' }, said.hint));

  const enable = () => {
    const running = isRunning();
    form.classList.toggle('running', running);
    stopAll.hidden = !running;
    send.hidden = running;
    send.disabled = running || !draft.prompt.get().trim() || !draft.chosen.get().length;
  };
  const again = () => {
    enable();
    if (!isRunning()) draft.estimateSoon(conversation.get().id);
  };
  draft.prompt.on(text => {
    if (prompt.value !== text) prompt.value = text;
    grow();
    again();
  });
  draft.chosen.on(again);
  session.on(again);
  run.on(again);
  draft.parameters.on(() => {
    setText(parametersButton, draft.untouched() ? said.parameters : `${said.parameters} (${said.changed})`);
    again();
  });
  conversation.on(({ turns }) => {
    prompt.placeholder = turns.length ? said.followUp : said.placeholder;
    form.classList.toggle('docked', turns.length > 0);
    again();
  });
  return form;
}

/** What stands there before anything was asked. */
export function welcome() {
  const demo = h('p', { class: 'demo', hidden: true }, words.demo);
  catalogue.on(() => { demo.hidden = !isDemo(); });
  const box = h('section', { class: 'welcome' }, h('h2', {}, said.title), h('p', {}, said.intro), demo,
    h('p', { class: 'hint' }, said.examples),
    h('div', { class: 'row examples' }, said.try.map(text => button(text, () => {
      draft.prompt.set(text);
      document.getElementById('prompt').focus();
    }, { class: 'plain example' }))));
  conversation.on(({ turns }) => { box.hidden = turns.length > 0; });
  return box;
}


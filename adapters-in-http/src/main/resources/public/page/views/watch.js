// Watching: the turns of a conversation, each with a column for every model.

import { button, h, setText } from '../components/dom.js';
import { announce } from '../components/announcer.js';
import { answerCard, stateOf } from '../components/answer.js';
import { soon } from '../components/frames.js';
import { isOpen } from '../state/comparison.js';
import { catalogue } from '../state/session.js';
import { askAgain, conversation, onChange, run, stop, tryNow } from '../state/running.js';
import { words } from '../strings.js';
import { summary } from './summary.js';

const nameOf = id => catalogue.get().list.find(model => model.id === id)?.name ?? id;

/** On a phone one column fills the width, and these lead from one to the next. */
function tabs(columns, cards) {
  const buttons = cards.map(([model, card]) => button(nameOf(model), () => {
    columns.scrollTo({ left: card.element.offsetLeft - columns.offsetLeft - 12 });
  }, { class: 'tab', 'data-model': model }));
  const bar = h('div', { class: 'tabs' }, buttons);
  const seen = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      const tab = buttons[[...columns.children].indexOf(target)];
      if (isIntersecting) tab?.setAttribute('aria-current', 'true');
      else tab?.removeAttribute('aria-current');
    }
  }, { root: columns, threshold: 0.6 });
  for (const [, card] of cards) seen.observe(card.element);
  return {
    bar,
    update(turn) {
      turn.answers.forEach((answer, index) => { if (buttons[index]) buttons[index].dataset.state = stateOf(answer).kind; });
    },
  };
}

function statusOf(turn, now) {
  const said = words.run;
  if (turn.status !== 'running') {
    return turn.charged_credits === null ? said.statuses[turn.status] : `${said.statuses[turn.status]} · ${said.done(turn)}`;
  }
  if (now.stopping) return said.stopping;
  if (now.phase === 'sending') return said.sending;
  if (now.phase === 'lost' && now.resumed && !turn.answers.some(answer => answer.text)) return said.resuming;
  return `${said.live} · ${turn.held_credits === null ? '' : said.held(turn.held_credits)}`;
}

function turnView(turn) {
  const actions = {
    stop: model => stop([model]),
    retry: model => askAgain(turn, [model]),
    full: model => look('openFull', model),
    diff: turn.answers.length > 1 ? model => look('openDifference', model) : null,
    only: model => look('goOnWith', model),
  };
  const look = async (what, model) => (await import('./closer.js'))[what](turn, model);
  let cards = [];
  let bar = null;
  const columns = h('div', { class: 'columns' });
  const place = h('div', { class: 'tab-place' });
  const status = h('span', { class: 'turn-status' });
  const chart = summary(nameOf);
  const element = h('section', { class: 'turn' },
    h('header', { class: 'question' }, h('p', { class: 'asked' }, turn.prompt), status), place, columns, chart.element);

  const build = () => {
    cards = turn.answers.map(answer => [answer.model, answerCard(answer.model, nameOf(answer.model), actions)]);
    columns.replaceChildren(...cards.map(([, card]) => card.element));
    columns.dataset.count = cards.length;
    bar = tabs(columns, cards);
    place.replaceChildren(bar.bar);
  };
  const drawHead = () => {
    setText(status, statusOf(turn, run.get()));
    element.dataset.status = turn.status;
    bar.update(turn);
    chart.update(turn);
  };
  const view = {
    turn,
    element,
    update(answers) {
      if (cards.length !== turn.answers.length) build();
      for (const answer of answers) cards.find(([model]) => model === answer.model)?.[1].update(answer);
      soon(drawHead);
    },
    drawHead: () => soon(drawHead),
  };
  element.dataset.status = turn.status;
  build();
  view.update(turn.answers);
  return view;
}

function say(turn, changed, event) {
  if (event === 'comparison.started') announce(words.said.started(turn.answers.length));
  if (event === 'comparison.finished') {
    announce(words.said.finished(words.run.statuses[turn.status], turn.charged_credits));
  }
  if (event === 'answer.completed' || event === 'answer.failed' || event === 'answer.cancelled') {
    for (const answer of changed) announce(words.said.ended(nameOf(answer.model), stateOf(answer).text));
  }
}

/** What is seen of a connection that was lost. */
function lostBar() {
  const text = h('span', {});
  const bar = h('div', { class: 'lost', role: 'status', hidden: true }, text, button(words.run.tryNow, tryNow));
  let ticking = null;
  let wasLost = false;
  run.on(now => {
    clearInterval(ticking);
    const lost = now.phase === 'lost' && now.nextTry !== undefined;
    bar.hidden = !lost;
    if (lost) {
      const draw = () => setText(text, words.run.lost(Math.max(0, Math.round((now.nextTry - Date.now()) / 1000))));
      draw();
      ticking = setInterval(draw, 500);
    }
    if (lost !== wasLost) announce(lost ? words.said.lost : words.said.back);
    wasLost = lost;
  });
  return bar;
}

/** What can be done with the conversation as a whole. */
function keeping() {
  const take = button(words.takeAlong, async () => (await import('./history.js')).takeAlong(conversation.get()), { class: 'plain', id: 'take-along' });
  const row = h('div', { class: 'row end keeping', hidden: true }, take);
  const draw = () => { row.hidden = !conversation.get().id || run.get().phase !== 'idle'; };
  conversation.on(draw);
  run.on(draw);
  return row;
}

/** All turns in view. */
export function watchView() {
  const list = h('div', { class: 'turns' });
  let views = [];
  conversation.on(({ turns }) => {
    const before = views;
    views = turns.map(turn => before.find(view => view.turn === turn) ?? turnView(turn));
    const added = views.filter(view => !before.includes(view));
    if (added.length || views.length !== before.length) {
      list.replaceChildren(...views.map(view => view.element));
      if (added.length && before.length) views.at(-1).element.scrollIntoView({ block: 'start' });
    }
  });
  onChange((turn, changed, event) => {
    views.find(view => view.turn === turn)?.update(changed);
    say(turn, changed, event);
  });
  run.on(() => views.at(-1)?.drawHead());
  catalogue.on(({ state }) => {
    if (state !== 'ready' || !views.length) return;
    views = views.map(view => turnView(view.turn));
    list.replaceChildren(...views.map(view => view.element));
  });
  return h('div', { class: 'watch' }, lostBar(), list, keeping());
}

/** Whether Escape has something to stop. */
export const somethingRuns = () => conversation.get().turns.at(-1)?.answers.some(isOpen) ?? false;

// Looking closer: one answer alone, two answers word by word, and going on with one model only.

import { button, h, labelled } from '../components/dom.js';
import { answerCard } from '../components/answer.js';
import { dialog, sure } from '../components/dialog.js';
import { difference } from '../components/words.js';
import { breakOut } from '../api/service.js';
import { catalogue } from '../state/session.js';
import { chosen } from '../state/draft.js';
import { conversation, leave, show, trouble } from '../state/running.js';
import { isOpen } from '../state/comparison.js';
import { closer, words } from '../strings.js';

const nameOf = id => catalogue.get().list.find(model => model.id === id)?.name ?? id;
const answerOf = (turn, model) => turn.answers.find(answer => answer.model === model);

export const openFull = (turn, model) => dialog(nameOf(model), body => {
  const card = answerCard(model, nameOf(model), {});
  body.append(card.element);
  card.update(answerOf(turn, model));
  const watching = setInterval(() => {
    card.update(answerOf(turn, model));
    if (!isOpen(answerOf(turn, model))) clearInterval(watching);
  }, 200);
  return () => clearInterval(watching);
}, 'full');

function compared(before, after) {
  const parts = difference(before, after);
  if (!parts) return [h('p', {}, closer.tooDifferent)];
  const tags = { same: 'span', gone: 'del', new: 'ins' };
  return parts.map(({ kind, text }) => h(tags[kind], {}, text));
}

export const openDifference = (turn, model) => dialog(closer.title, body => {
  const options = () => turn.answers.map(answer => h('option', { value: answer.model }, nameOf(answer.model)));
  const left = h('select', { on: { change: () => draw() } }, options());
  const right = h('select', { on: { change: () => draw() } }, options());
  const result = h('div', { class: 'difference', tabindex: '0', role: 'region', 'aria-label': closer.title });
  const draw = () => result.replaceChildren(
    ...compared(answerOf(turn, left.value).text, answerOf(turn, right.value).text));
  left.value = model;
  right.value = turn.answers.find(answer => answer.model !== model).model;
  body.append(h('div', { class: 'pairs' }, labelled(closer.from, left), labelled(closer.to, right)),
    h('p', { class: 'hint' }, h('del', {}, closer.gone), ' ', h('ins', {}, closer.fresh)), result);
  draw();
}, 'wide-dialog');

export async function goOnWith(turn, model) {
  const { id } = conversation.get();
  if (!id) {
    await dialog(closer.onlyTitle, (body, close) => {
      body.append(h('p', {}, closer.notKept), button(words.close, close));
    }, 'small');
    return;
  }
  if (!await sure(closer.onlyTitle, closer.only(nameOf(model)), closer.goOn, 'primary')) return;
  try {
    const transcript = await breakOut(id, model);
    leave();
    chosen.set([model]);
    show(transcript);
    document.getElementById('prompt').focus();
  } catch (problem) {
    trouble.set(problem);
  }
}

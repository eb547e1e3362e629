// One answer: who gives it, how it stands, what it says, and what it took.

import { h, setText } from './dom.js';
import { copy } from './copying.js';
import { sign } from './icons.js';
import { isOpen } from '../state/comparison.js';
import { prose } from './markdown.js';
import { soon } from './frames.js';
import { format, words } from '../strings.js';

const said = words.answer;

/** The state, as {kind, text}. */
export function stateOf(answer) {
  const { states } = said;
  if (answer.status === 'queued') return { kind: 'queued', text: answer.place === null ? states.queued : said.place(answer.place) };
  if (answer.status === 'running') {
    if (answer.text) return { kind: 'running', text: states.answering };
    return { kind: 'running', text: answer.reasoning ? states.thinking : states.running };
  }
  if (answer.status === 'completed') {
    if (answer.finish_reason === 'length') return { kind: 'cut', text: states.cut };
    if (answer.finish_reason === 'content_filter') return { kind: 'cut', text: states.filtered };
  }
  return { kind: answer.status, text: states[answer.status] };
}

function measures(answer) {
  const rows = [];
  const add = (name, value) => { if (value !== null && value !== undefined && value !== '') rows.push([name, value]); };
  const { timing, usage } = answer;
  add(said.first, timing?.first_token_ms == null ? null : format.seconds(timing.first_token_ms));
  add(said.speed, timing?.output_tokens_per_second == null ? null : said.perSecond(timing.output_tokens_per_second));
  add(said.tokens, usage && said.outOf(usage.output_tokens, usage.reasoning_tokens));
  add(said.cost, answer.cost_usd == null ? null
    : format.usd(answer.cost_usd) + (answer.cost_source === 'estimated' ? ` (${said.estimated})` : ''));
  add(said.finish, answer.finish_reason);
  add(said.provider, answer.served_by);
  return rows;
}

function failure(error) {
  const known = Object.hasOwn(words.failures, error.code) ? words.failures[error.code] : error.message;
  return `${known} ${words.failures.free}`;
}

/**
 * A column.
 *
 * @param actions what its buttons do: stop, retry, full, diff, only – those that are missing have no button
 */
export function answerCard(model, name, actions) {
  const state = h('span', { class: 'state' });
  const note = h('p', { class: 'note', hidden: true });
  const thoughts = h('div', { class: 'thoughts' });
  const thinking = h('details', { class: 'thinking', hidden: true }, h('summary', {}, said.reasoning), thoughts);
  const text = prose();
  const raw = h('pre', { class: 'raw', hidden: true });
  const body = h('div', { class: 'body', tabindex: '0', role: 'region', 'aria-label': said.text(name) },
    thinking, text.element, raw, note);
  const facts = h('dl', { class: 'facts' });
  const jump = sign('down', said.end, () => { body.scrollTop = body.scrollHeight; }, { class: 'sign jump', hidden: true });
  let answer = null;
  let isRaw = false;
  let follows = false;

  const of = action => said.of(action, name);
  const named = action => action && (() => action(model));
  const stop = sign('stop', of(said.stop), named(actions.stop), { hidden: true });
  const retry = sign('again', of(said.retry), named(actions.retry), { class: 'sign worded', hidden: true });
  retry.append(said.retry);
  const copying = sign('copy', of(said.copy), async () => {
    const done = await copy(answer.text);
    copying.classList.toggle('did', done);
    setTimeout(() => copying.classList.remove('did'), 1500);
  });
  const rawing = sign('raw', of(said.raw), () => {
    isRaw = !isRaw;
    rawing.setAttribute('aria-pressed', isRaw);
    soon(draw);
  }, { 'aria-pressed': 'false' });
  const tools = [stop, retry, copying, rawing];
  if (actions.diff) tools.push(sign('difference', of(said.diff), named(actions.diff)));
  if (actions.only) tools.push(sign('only', of(said.only), named(actions.only)));
  if (actions.full) tools.push(sign('full', of(said.full), named(actions.full)));

  const element = h('article', { class: 'answer', 'aria-label': name, 'data-model': model },
    h('header', {}, h('h3', { title: model }, name), state), body, jump, facts, h('footer', {}, tools));

  // The view stays where the reader put it; who has gone to the end is kept there.
  const atEnd = () => body.scrollHeight - body.scrollTop - body.clientHeight < 24;
  body.addEventListener('scroll', () => {
    follows = body.scrollTop > 0 && atEnd();
    jump.hidden = !answer || !isOpen(answer) || atEnd();
  }, { passive: true });

  function draw() {
    const open = isOpen(answer);
    const { kind, text: label } = stateOf(answer);
    element.dataset.state = kind;
    setText(state, label);
    stop.hidden = !open || !actions.stop;
    retry.hidden = open || !actions.retry || !(answer.status === 'failed' || answer.status === 'cancelled');
    copying.hidden = rawing.hidden = !answer.text;
    thinking.hidden = !answer.reasoning;
    if (thinking.open || !open) setText(thoughts, answer.reasoning);
    text.element.hidden = isRaw;
    raw.hidden = !isRaw;
    if (isRaw) setText(raw, answer.text);
    else text.show(answer.text, !open);
    const notes = [];
    if (answer.error) notes.push(failure(answer.error));
    if (answer.restarted && open) notes.push(said.restarted);
    if (!open && !answer.text && answer.status === 'completed') notes.push(said.empty);
    if (answer.ignored?.length) notes.push(said.ignored(answer.ignored));
    note.hidden = !notes.length;
    setText(note, notes.join(' '));
    const rows = measures(answer);
    if (facts.childElementCount !== rows.length) {
      facts.replaceChildren(...rows.map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', { title: value }, value))));
    }
    if (follows) body.scrollTop = body.scrollHeight;
    jump.hidden = !open || atEnd();
  }
  thinking.addEventListener('toggle', () => soon(draw));

  return {
    element,
    /** Shows the answer as it stands, by the next frame. */
    update(next) {
      answer = next;
      soon(draw);
    },
  };
}

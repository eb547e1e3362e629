// The conversation in view, and the comparison that runs in it.

import * as service from '../api/service.js';
import { follow } from '../api/follow.js';
import { newKey } from '../api/http.js';
import { cell } from './cell.js';
import { asked, isOpen, shown, take } from './comparison.js';
import * as draft from './draft.js';
import { reloadCredits, session } from './session.js';
import { passing } from './storage.js';

/** {id, title, turns} – no id before the service has given one; turns are the comparisons, oldest first. */
export const conversation = cell({ id: null, title: null, turns: [] });

/** {phase: 'idle' | 'sending' | 'live' | 'lost', nextTry, resumed, stopping} – `stopping` are the models that are to be stopped once they have begun. */
export const run = cell({ phase: 'idle' });

/** A refusal, or what else went wrong, that people should read; null if nothing did. */
export const trouble = cell(null);

const NOBODY = () => {};
let listener = NOBODY;
let wanted = new AbortController();
let hurry = new EventTarget();
let ticket = null;

/** Who shows events: called with the turn, the answers that changed, and the event's name. */
export const onChange = show => { listener = show; };

export const isRunning = () => run.get().phase !== 'idle';
export const current = () => conversation.get().turns.at(-1) ?? null;
export const tryNow = () => hurry.dispatchEvent(new Event('now'));

function remember() {
  const { id } = conversation.get();
  passing.write('running', ticket && { ...ticket, conversation: id });
}

function turns(list) {
  conversation.change({ turns: list });
}

function onEvent(turn, event, data) {
  const changed = take(turn, event, data);
  if (event === 'comparison.started') {
    conversation.change({ id: turn.conversation_id, title: conversation.get().title ?? turn.prompt.slice(0, 80) });
    remember();
  }
  const { stopping } = run.get();
  if (stopping && turn.id) {
    run.change({ stopping: null });
    stop(stopping);
  }
  if (event === 'comparison.finished') {
    session.change({ credits: { ...session.get().credits, ...data.credits } });
    reloadCredits();
  }
  listener(turn, changed, event);
}

async function read(turn, resumed) {
  wanted = new AbortController();
  const { signal } = wanted;
  run.set({ phase: resumed ? 'lost' : 'sending', resumed });
  try {
    await follow(ticket, {
      on: (event, data) => onEvent(turn, event, data),
      onState: (phase, nextTry) => { if (!signal.aborted) run.change({ phase, nextTry }); },
      signal,
      hurry,
    });
  } catch (problem) {
    if (signal.aborted) return;
    trouble.set(problem);
    if (!turn.id) {
      turns(conversation.get().turns.filter(each => each !== turn));
      if (!draft.prompt.get()) draft.prompt.set(turn.prompt);
    }
  }
  if (signal.aborted) return;
  ticket = null;
  remember();
  run.set({ phase: 'idle' });
}

/** Asks these models; the answers come as the next turn. */
export function send(body) {
  if (isRunning()) return Promise.resolve();
  trouble.set(null);
  ticket = { key: newKey(), body };
  const turn = asked(body.prompt, body.models);
  turns([...conversation.get().turns, turn]);
  remember();
  return read(turn, false);
}

/** Asks what the draft says. */
export function ask() {
  const text = draft.prompt.get();
  if (!text.trim() || !draft.chosen.get().length || isRunning()) return Promise.resolve();
  const body = draft.body(conversation.get().id);
  draft.prompt.set('');
  return send(body);
}

/** Asks these models a turn's prompt once more, as the next turn. */
export const askAgain = (turn, models) => send(draft.body(conversation.get().id, models, turn.prompt));

/** Stops these answers, or all: at once, or as soon as the service has said that they have begun. */
export async function stop(models) {
  const turn = current();
  if (!turn?.answers.some(isOpen)) return;
  if (!turn.id) {
    const names = models ?? turn.answers.map(answer => answer.model);
    run.change({ stopping: [...new Set([...run.get().stopping ?? [], ...names])] });
    return;
  }
  try {
    await service.cancel(turn.id, models);
  } catch (problem) {
    if (problem.code !== 'already_finished') trouble.set(problem);
  }
}

/** Leaves what is in view; what runs goes on by itself. */
export function leave() {
  wanted.abort();
  ticket = null;
  run.set({ phase: 'idle' });
  trouble.set(null);
  conversation.set({ id: null, title: null, turns: [] });
  remember();
}

/** Shows a conversation, and follows what still runs in it. */
export async function open(id) {
  leave();
  const transcript = await service.conversation(id);
  show(transcript);
}

/** Shows a conversation that was just read. */
export function show(transcript) {
  const list = transcript.turns.map(shown);
  conversation.set({ id: transcript.id, title: transcript.title, turns: list });
  const last = list.at(-1);
  if (last?.status === 'running') {
    ticket = { id: last.id };
    remember();
    read(last, true);
  }
}

/** Goes on with what ran in this tab before a reload; answers whether anything did. */
export async function resume() {
  const kept = passing.read('running');
  if (!kept) return false;
  if (kept.conversation) {
    try {
      await open(kept.conversation);
      return true;
    } catch {
      passing.write('running', kept);
    }
  }
  ticket = { id: kept.id, key: kept.key, body: kept.body };
  const turn = asked(kept.body?.prompt ?? '', kept.body?.models ?? []);
  conversation.set({ id: null, title: null, turns: [turn] });
  read(turn, true);
  return true;
}

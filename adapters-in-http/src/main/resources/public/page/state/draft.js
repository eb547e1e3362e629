// What is being written, and what it would hold.

import * as service from '../api/service.js';
import { Problem } from '../api/http.js';
import { cell } from './cell.js';
import { catalogue, mostModels, session } from './session.js';
import { lasting, passing } from './storage.js';

const ESTIMATE_AFTER_MS = 350;
const UNTOUCHED = { system: '', temperature: '', top_p: '', max_output_tokens: '', seed: '', reasoning_effort: '' };

export const prompt = cell(passing.read('prompt') ?? '');
export const chosen = cell(lasting.read('models') ?? []);
export const parameters = cell({ ...UNTOUCHED, ...passing.read('parameters') });
export const keep = cell(true);

/** {state: 'none' | 'asking' | 'known' | 'refused' | 'unknown', hold, problem} */
export const estimate = cell({ state: 'none' });

prompt.on(text => passing.write('prompt', text || null));
parameters.on(values => passing.write('parameters', values));
chosen.on(models => { if (models.length) lasting.write('models', models); });

/** Models that are gone, or closed to this caller, leave; who has chosen none gets the first few. */
catalogue.on(({ state, list }) => {
  if (state !== 'ready') return;
  const open = list.filter(model => model.available).map(model => model.id);
  const { wishes } = session.get();
  const wanted = chosen.get().length ? chosen.get() : wishes?.default_models ?? [];
  const kept = wanted.filter(id => open.includes(id)).slice(0, mostModels());
  chosen.set(kept.length ? kept : open.slice(0, Math.min(3, mostModels())));
});

/** Chooses a model or gives it up; answers whether there was room. */
export function toggle(id) {
  const now = chosen.get();
  if (now.includes(id)) {
    chosen.set(now.filter(each => each !== id));
    return true;
  }
  if (now.length >= mostModels()) return false;
  chosen.set([...now, id]);
  return true;
}

export const untouched = () => Object.values(parameters.get()).every(value => value === '');
export const forgetParameters = () => parameters.set(UNTOUCHED);

const numberOf = text => (text === '' ? null : Number(text));

/** The request that the draft comes to. */
export function body(conversation, models = chosen.get(), text = prompt.get()) {
  const { system, reasoning_effort, ...numbers } = parameters.get();
  const given = Object.fromEntries(Object.entries(numbers)
    .map(([name, value]) => [name, numberOf(value)]).filter(([, value]) => value !== null));
  if (reasoning_effort) given.reasoning_effort = reasoning_effort;
  return {
    prompt: text,
    models,
    ...(system.trim() ? { system } : {}),
    ...(conversation ? { conversation_id: conversation } : {}),
    ...(Object.keys(given).length ? { parameters: given } : {}),
    ...(keep.get() || conversation ? {} : { store: false }),
  };
}

let timer;
let asking = new AbortController();

/** Asks what the draft would hold, once nobody has typed for a moment. */
export function estimateSoon(conversation) {
  clearTimeout(timer);
  asking.abort();
  if (!prompt.get().trim() || !chosen.get().length || session.get().state !== 'ready') {
    estimate.set({ state: 'none' });
    return;
  }
  if (estimate.get().state !== 'known') estimate.set({ state: 'asking' });
  timer = setTimeout(async () => {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const hold = await service.estimate(body(conversation), signal);
      if (!signal.aborted) estimate.set({ state: 'known', hold });
    } catch (broken) {
      if (signal.aborted) return;
      const refused = broken instanceof Problem && broken.status < 500 && broken.status !== 429;
      estimate.set(refused ? { state: 'refused', problem: broken } : { state: 'unknown' });
    }
  }, ESTIMATE_AFTER_MS);
}

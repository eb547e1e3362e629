// Refusals in plain words, with what can be done next.

import { Problem, Unreachable } from '../api/http.js';
import * as draft from '../state/draft.js';
import { isVisitor } from '../state/session.js';
import { troubles } from '../strings.js';
import { go } from '../routes.js';

const logIn = () => [troubles.logIn, () => go('account')];
const choose = [troubles.choose, async () => { (await import('./picker.js')).openPicker(); }];

const KNOWN = {
  insufficient_credits(problem) {
    const { required, remaining, resets_at, affordable_max_output_tokens: tokens } = problem.body;
    const actions = [choose];
    if (tokens) {
      actions.unshift([troubles.shorten(tokens), () => draft.parameters.change({ max_output_tokens: String(tokens) })]);
    }
    if (isVisitor()) actions.push(logIn());
    return { text: troubles.credits(required, remaining, resets_at), actions };
  },
  model_not_in_tier: ({ body }) => ({
    text: troubles.tier(body.models ?? [], body.minimum_tier),
    actions: isVisitor() ? [choose, logIn()] : [choose],
  }),
  too_many_models: ({ body }) => ({ text: troubles.tooMany(body.limit), actions: [choose] }),
  too_many_open: () => ({ text: troubles.open, actions: [] }),
  rate_limited: ({ retryAfter }) => ({ text: troubles.rate(retryAfter), actions: [] }),
  overloaded: ({ retryAfter }) => ({ text: troubles.overloaded(retryAfter), actions: [] }),
  unavailable: () => ({ text: troubles.unavailable, actions: [] }),
  conversation_archived: () => ({ text: troubles.archived, actions: [] }),
  conversation_busy: () => ({ text: troubles.busy, actions: [] }),
  context_too_long: ({ body }) => ({ text: troubles.context(body.models ?? []), actions: [choose] }),
  unknown_model: ({ body }) => ({ text: troubles.unknown(body.models ?? []), actions: [choose] }),
  not_found: () => ({ text: troubles.gone, actions: [] }),
  unauthenticated: () => ({ text: troubles.unauthenticated, actions: [logIn()] }),
};

/** {text, actions: [[label, what it does]]} */
export function troubleText(problem) {
  if (problem instanceof Unreachable) return { text: troubles.unreachable, actions: [] };
  if (!(problem instanceof Problem)) return { text: troubles.unexpected, actions: [] };
  if (Object.hasOwn(KNOWN, problem.code)) return KNOWN[problem.code](problem);
  const fields = problem.fields.map(each => `${each.field} ${each.message}`).join('; ');
  return { text: fields || problem.message || troubles.unexpected, actions: [] };
}


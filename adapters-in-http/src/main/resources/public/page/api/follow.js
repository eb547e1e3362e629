// One comparison from its first event to its last, over as many connections as it takes.

import { Problem, request } from './http.js';
import { readEvents } from './events.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** Waits, unless the network comes back, somebody is impatient, or nobody wants it any more. */
function pause(millis, signal, hurry) {
  return new Promise(resolve => {
    const on = () => {
      clearTimeout(timer);
      removeEventListener('online', on);
      hurry.removeEventListener('now', on);
      signal.removeEventListener('abort', on);
      resolve();
    };
    const timer = setTimeout(on, millis);
    addEventListener('online', on);
    hurry.addEventListener('now', on);
    signal.addEventListener('abort', on);
  });
}

const passes = problem => problem.status >= 500 || problem.status === 429;

/**
 * Starts a comparison, or goes on with one, and reads it to its end.
 *
 * Starting is repeated under the same idempotency key until the service has answered: what was started is joined. A
 * stream that breaks is opened again after the last event that was read.
 *
 * @param ticket {key, body} of what is to be started, or {id} of what was; kept up to date with the id
 * @param on called with each event's name and data
 * @param onState called with 'live', or 'lost' and the instant of the next try
 * @param hurry an EventTarget; its event 'now' ends a pause
 * @throws Problem where the comparison is refused or gone
 */
export async function follow(ticket, { on, onState, signal, hurry }) {
  let last = null;
  let finished = false;
  let failures = 0;
  const open = () => {
    const headers = { Accept: 'text/event-stream' };
    if (!ticket.id) {
      headers['Idempotency-Key'] = ticket.key;
      return request('POST', '/v1/comparisons', { body: ticket.body, headers, signal });
    }
    if (last) headers['Last-Event-ID'] = last;
    return request('GET', `/v1/comparisons/${ticket.id}/events`, { headers, signal });
  };
  while (!finished && !signal.aborted) {
    try {
      const response = await open();
      if (response.status === 204) return;
      onState('live');
      await readEvents(response, ({ id, event, data }) => {
        failures = 0;
        last = id;
        if (event === 'comparison.started') ticket.id = data.comparison_id;
        if (event === 'comparison.finished') finished = true;
        on(event, data);
      }, signal);
    } catch (broken) {
      if (signal.aborted) return;
      if (broken instanceof SyntaxError) throw broken;
      if (broken instanceof Problem && (!ticket.id || !passes(broken))) throw broken;
    }
    if (finished || signal.aborted) return;
    // A stream that was ended in good order, as a service does that is about to restart, is opened again at once.
    const wait = Math.min(FIRST_PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS);
    onState('lost', Date.now() + wait);
    await pause(wait, signal, hurry);
  }
}

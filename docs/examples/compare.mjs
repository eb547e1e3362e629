#!/usr/bin/env node
// Asks several models the same and prints their answers line by line while they stream.
// Needs Node.js 20 and nothing else.
//
//   node compare.mjs PROMPT MODEL...
//
// COMPARE_INTEL_URL says where the service is, COMPARE_INTEL_KEY who asks; without a key a visitor's
// cookie does, for as long as this runs.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const [prompt, ...models] = process.argv.slice(2);
if (models.length === 0) {
  console.error('usage: node compare.mjs PROMPT MODEL...');
  process.exit(2);
}
const base = process.env.COMPARE_INTEL_URL ?? 'http://127.0.0.1:8080';
const cookies = new Map();

/** One request; as often as needed while the service is busy or out of reach. */
async function call(path, init = {}, headers = {}) {
  for (let left = 9; ; left--) {
    const who = process.env.COMPARE_INTEL_KEY
      ? { Authorization: `Bearer ${process.env.COMPARE_INTEL_KEY}` }
      : { Cookie: [...cookies].map(pair => pair.join('=')).join('; ') };
    let pause = 1;
    try {
      const all = { Accept: 'text/event-stream', ...who, ...headers };
      const response = await fetch(new URL(path, base), { ...init, headers: all });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]*)=([^;]*)/.exec(cookie);
        cookies.set(name, value);
      }
      if (response.status === 200 || response.status === 204) return response;
      const problem = await response.json();
      if (![429, 503].includes(response.status) || left === 0) {
        throw new Error(`${response.status} ${problem.code}: ${problem.detail}`);
      }
      pause = Number(response.headers.get('Retry-After')) || 1;
    } catch (trouble) {
      // fetch reports every trouble of the network as a TypeError.
      if (!(trouble instanceof TypeError || trouble instanceof SyntaxError) || left === 0) throw trouble;
    }
    await sleep(pause * 1000);
  }
}

/** The events of a response up to its end, or up to where it broke off. */
async function* events(response) {
  let rest = '';
  let event = {};
  try {
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines.map(raw => raw.replace(/\r$/, ''))) {
        const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
        if (line !== '') event[name] = value;
        else if (event.data !== undefined) yield { ...event, data: JSON.parse(event.data) };
        if (line === '') event = {};
      }
    }
  } catch (broken) {
    if (!(broken instanceof TypeError)) throw broken;
  }
}

const begun = new Map(models.map(model => [model, '']));

function say(model, text) {
  const lines = (begun.get(model) + text).split('\n');
  begun.set(model, lines.pop());
  for (const line of lines) console.log(`${model} | ${line}`);
}

function end(model, how) {
  if (begun.get(model) !== '') say(model, '\n');
  console.log(`${model} = ${how}`);
}

function again(model, why) {
  begun.set(model, '');
  console.log(`${model} ! ${why}`);
}

const on = {
  'comparison.started': d => console.log(`comparison ${d.comparison_id}`),
  'answer.delta': d => say(d.model, d.text),
  'answer.restarted': d => again(d.model, `once more: ${d.reason}`),
  'answer.completed': d => end(d.model, `${d.finish_reason}, US$ ${d.cost_usd}`),
  'answer.failed': d => end(d.model, `failed: ${d.message}`),
  'answer.cancelled': d => end(d.model, 'cancelled'),
  'comparison.snapshot': d => d.answers.forEach(answer => {
    again(answer.model, 'from the beginning');
    say(answer.model, answer.text ?? '');
    if (!['queued', 'running'].includes(answer.status)) end(answer.model, answer.status);
  }),
  'comparison.finished': d => console.log(`= ${d.status}: ${d.charged_credits} credits, `
    + `US$ ${d.cost_usd}; ${d.credits.remaining} credits left`),
};

process.on('uncaughtException', trouble => {
  console.error(trouble.cause ? `${trouble.message}: ${trouble.cause.message}` : trouble.message);
  process.exit(1);
});

const start = { method: 'POST', body: JSON.stringify({ prompt, models }) };
const startHeaders = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() };
let comparison, last, finished;
while (!finished) {
  const response = comparison === undefined
    ? await call('/v1/comparisons', start, startHeaders)
    : await call(`/v1/comparisons/${comparison}/events`, {}, { 'Last-Event-ID': last });
  if (response.status === 204) break;
  for await (const { id, event, data } of events(response)) {
    last = id;
    comparison ??= data.comparison_id ?? data.id;
    finished = event === 'comparison.finished';
    on[event]?.(data);
  }
  if (!finished) await sleep(500);
}

// The plain page: a client of the public API and nothing else. Whatever models say is shown as text, never as markup.

const $ = id => document.getElementById(id);
const COLUMNS = 3;
const panes = new Map();
let running = null;

// ---- reading a stream

/** Calls `on` with {id, event, data} for each event of a response's body. */
async function readEvents(body, on) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let event = { id: '', event: 'message', data: [] };
  const line = text => {
    if (text === '') {
      if (event.data.length) on({ ...event, data: JSON.parse(event.data.join('\n')) });
      event = { id: event.id, event: 'message', data: [] };
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') event.data.push(value);
    else if (field === 'event' || field === 'id') event[field] = value;
  };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    // a CR at the very end may be the first half of a CRLF
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    lines.forEach(line);
  }
}

/** Reads a comparison to its end, over as many reconnects as it takes. */
async function follow(response, on) {
  const state = { id: null, last: null, finished: false };
  let patience = 30;
  for (;;) {
    try {
      if (response.ok && response.status !== 204) {
        await readEvents(response.body, e => {
          patience = 30;
          state.last = e.id;
          if (e.event === 'comparison.started') state.id = e.data.comparison_id;
          if (e.event === 'comparison.finished') state.finished = true;
          on(e.event, e.data);
        });
      } else if (response.status < 500) return;
    } catch (broken) {
      if (broken instanceof SyntaxError) throw broken;
    }
    if (state.finished || !state.id || patience-- === 0) return;
    on('page.reconnecting', {});
    await new Promise(resolve => setTimeout(resolve, 500));
    try {
      response = await fetch(`/v1/comparisons/${state.id}/events`,
        { headers: { Accept: 'text/event-stream', 'Last-Event-ID': state.last } });
    } catch { response = new Response(null, { status: 503 }); }
  }
}

// ---- showing it

function pane(model) {
  const box = document.createElement('article');
  const title = document.createElement('h2');
  const state = document.createElement('p');
  const thinking = document.createElement('details');
  const summary = document.createElement('summary');
  const thoughts = document.createElement('p');
  const text = document.createElement('p');
  title.textContent = model;
  state.className = 'state';
  state.textContent = 'waiting';
  summary.textContent = 'Reasoning';
  thoughts.className = text.className = 'text';
  thinking.append(summary, thoughts);
  thinking.hidden = true;
  box.append(title, state, thinking, text);
  $('answers').append(box);
  const shown = { state, text, thoughts, thinking };
  panes.set(model, shown);
  return shown;
}

function say(shown, words, failed = false) {
  shown.state.textContent = words;
  shown.state.classList.toggle('failed', failed);
}

function ending(data) {
  const parts = [data.finish_reason === 'length' ? 'cut at its limit' : 'done'];
  if (data.timing?.first_token_ms != null) parts.push(`first token ${data.timing.first_token_ms} ms`);
  if (data.timing?.output_tokens_per_second != null) parts.push(`${data.timing.output_tokens_per_second} tokens/s`);
  if (data.usage) parts.push(`${data.usage.output_tokens} tokens`);
  if (data.cost_usd != null) parts.push(`$${data.cost_usd}`);
  return parts.join(' · ');
}

function think(shown, text) {
  shown.thinking.hidden = text === '';
  shown.thoughts.textContent = text;
}

const events = {
  'comparison.started': data => {
    running = data.comparison_id;
    $('stop').disabled = false;
    say({ state: $('status') }, `held ${data.held_credits} credits`);
  },
  'answer.queued': data => say(panes.get(data.model), `in the queue, place ${data.position}`),
  'answer.started': data => say(panes.get(data.model), 'asked'),
  'answer.reasoning': data => {
    const shown = panes.get(data.model);
    say(shown, 'thinking');
    shown.thinking.hidden = false;
    shown.thoughts.append(data.text);
  },
  'answer.delta': data => {
    const shown = panes.get(data.model);
    say(shown, 'answering');
    shown.text.append(data.text);
  },
  'answer.restarted': data => {
    const shown = panes.get(data.model);
    shown.text.textContent = '';
    think(shown, '');
    say(shown, 'begins anew');
  },
  'answer.completed': data => say(panes.get(data.model), ending(data)),
  'answer.failed': data => say(panes.get(data.model), data.message, true),
  'answer.cancelled': data => say(panes.get(data.model), 'stopped'),
  'comparison.snapshot': data => data.answers.forEach(answer => {
    const shown = panes.get(answer.model);
    shown.text.textContent = answer.text;
    think(shown, answer.reasoning);
    say(shown, answer.error ? answer.error.message : answer.status, Boolean(answer.error));
  }),
  'comparison.finished': data => {
    say({ state: $('status') }, `${data.status}: ${data.charged_credits} credits ($${data.cost_usd})`);
    $('credits').textContent = `${data.credits.remaining} credits left`;
  },
  'page.reconnecting': () => say({ state: $('status') }, 'connection lost, resuming…'),
};

// ---- asking

async function compare(submit) {
  submit.preventDefault();
  const models = [...new Set([...$('models').querySelectorAll('select')].map(s => s.value))];
  $('answers').replaceChildren();
  panes.clear();
  models.forEach(pane);
  $('compare').disabled = true;
  say({ state: $('status') }, 'asking…');
  try {
    const response = await fetch('/v1/comparisons', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
      body: JSON.stringify({ prompt: $('prompt').value, models }),
    });
    if (response.ok) await follow(response, (name, data) => events[name]?.(data));
    else await refuse(response);
  } catch {
    say({ state: $('status') }, 'The service cannot be reached.', true);
  }
  $('compare').disabled = false;
  $('stop').disabled = true;
  running = null;
}

async function refuse(response) {
  const problem = await response.json();
  const fields = (problem.errors ?? []).map(e => `${e.field} ${e.message}`).join('; ');
  say({ state: $('status') }, fields || problem.detail, true);
  $('answers').replaceChildren();
}

async function stop() {
  if (!running) return;
  $('stop').disabled = true;
  await fetch(`/v1/comparisons/${running}/cancel`,
    { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
}

async function begin() {
  const [models, credits] = await Promise.all(['/v1/models', '/v1/credits'].map(async path => {
    const response = await fetch(path);
    const body = await response.json();
    if (!response.ok) throw new Error(body.detail);
    return body;
  }));
  const open = models.data.filter(model => model.available);
  for (let i = 0; i < Math.min(COLUMNS, open.length); i++) {
    const select = document.createElement('select');
    select.setAttribute('aria-label', `Model ${i + 1}`);
    for (const model of open) select.add(new Option(model.name, model.id, false, model === open[i]));
    $('models').append(select);
  }
  $('credits').textContent = `${credits.remaining} credits left`;
}

$('ask').addEventListener('submit', compare);
$('stop').addEventListener('click', stop);
begin().catch(error => say({ state: $('status') }, error.message, true));

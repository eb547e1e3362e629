// Every view, with a service that says nothing but what is hostile. Answers what is wrong and the files that were saved.
async ({ home, payloads }, check) => {
  const load = path => import(home + path);
  const [{ soon }, { Problem }, { session, catalogue }, running, closer, picker, history, exports, account] = await Promise.all([
    '/components/frames.js', '/api/http.js', '/state/session.js', '/state/running.js', '/views/closer.js', '/views/picker.js',
    '/views/history.js', '/views/exports.js', '/views/account.js'].map(load));
  const wrong = [];
  let looks = 0;
  const look = place => {
    looks++;
    wrong.push(...check(document.body, `${place} with one of ${payloads.join(' ### ')}`));
  };
  const settled = async () => {
    for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setTimeout(resolve));
    await new Promise(resolve => { soon(() => soon(resolve)); });
  };
  const now = new Date().toISOString();
  const each = make => payloads.map(make);
  const [some] = payloads;

  const usage = { input_tokens: 1, output_tokens: 2, reasoning_tokens: 1, cached_tokens: 0 };
  const timing = { queued_ms: 0, first_token_ms: 5, duration_ms: 9, output_tokens_per_second: 3 };
  const transcript = {
    id: 'c', title: some,
    turns: each(prompt => ({ id: 't', conversation_id: 'c', status: 'partial', prompt, created_at: now, finished_at: now, held_credits: 1, charged_credits: 1, cost_usd: '0.1' }))
      .slice(0, 2).map(turn => ({
        ...turn,
        answers: each((payload, index) => ({
          model: payload, status: index % 2 ? 'completed' : 'failed', attempt: 1, text: payload, reasoning: payload, finish_reason: payload,
          error: index % 2 ? null : { code: payload, message: payload, retryable: true }, usage, cost_usd: '0.1', cost_source: payload, timing,
          served_model: payload, served_by: payload,
        })),
      })),
  };
  const models = each((payload, index) => ({
    id: payload, name: payload, provider: payload, description: payload, context_length: 1000, max_output_tokens: 1000,
    input_modalities: [payload], supported_parameters: [payload], minimum_tier: payload, available: index % 2 === 0,
    pricing: { input_usd_per_million: payload, output_usd_per_million: payload },
  }));
  const refusal = payload => ({
    code: payload, title: payload, detail: payload, models: [payload], minimum_tier: payload, limit: payload, required: 1, remaining: 0, resets_at: now,
    affordable_max_output_tokens: 300, errors: [{ field: payload, message: payload }],
  });
  const person = (payload, index) => ({ id: `a${index}`, name: payload, email: payload, tier: payload, role: payload, created_at: now, suspended_at: null, time_zone: payload });
  const page = data => ({ data, next_cursor: null });
  const terms = payload => ({ pricing: { input_usd_per_million: payload, output_usd_per_million: payload, request_usd: payload }, minimum_tier: payload });
  const served = [
    ['/v1/conversations/c/export?format=markdown', each(payload => payload).join('\n')],
    ['/v1/conversations/c/export?format=json', transcript],
    ['/v1/conversations', page(each((title, index) => ({ id: `c${index}`, title, last_activity_at: now })))],
    ['/v1/presets', page(each((name, index) => ({ id: `p${index}`, name, models: [name], parameters: { seed: name } })))],
    ['/v1/api-keys', page(each((name, index) => ({ id: `k${index}`, name, scopes: ['read'], status: 'active', last_used_at: now })))],
    ['/v1/me/sessions', page(each((device, index) => ({ id: `s${index}`, device, created_at: now, refreshed_at: now, current: false })))],
    ['/v1/me/preferences', { time_zone: some, theme: some, default_models: payloads, default_parameters: {} }],
    ['/v1/credits/entries', page(each(note => ({ id: 'e', kind: note, credits: 1, balance_after: 1, comparison_id: null, note, created_at: now })))],
    ['/v1/credits/statement', { month: '2026-11', time_zone: some, from: now, to: now, opening: 0, closing: 0, overage: { used: 0, limit_usd: null, owed_usd: some }, entries: each(kind => ({ kind, count: 1, credits: 1 })) }],
    ['/v1/usage', { data: each(group => ({ group, comparisons: 1, answers: 1, input_tokens: 1, output_tokens: 1, cost_usd: '0.1', credits: 1 })), total: { comparisons: 1, credits: 1, cost_usd: '0.1' } }],
    ['/v1/admin/accounts/a', { account: person(some, 0), api_keys: 1, sessions: 1, running: 0, credits: { remaining: 1, allowance: 1, held: 0 } }],
    ['/v1/admin/accounts', page(each(person))],
    ['/v1/admin/models', { data: each(payload => ({ id: payload, name: payload, provided: terms(payload), override: { hidden: false, minimum_tier: payload, pricing: null }, sold: terms(payload) })) }],
    ['/v1/admin/comparisons/', {
      id: some, account_id: some, tier: some, api_key_id: some, status: some, stored: true, created_at: now, finished_at: now, instance_id: some, epoch: 1,
      held_credits: 1, charged_credits: 1, cost_usd: '0.1',
      answers: each(payload => ({
        model: payload, status: payload, attempt: 1, failure_code: payload, usage,
        bill: { counts: true, cost_usd: '0.1', cost_source: payload, user_usd: '0.1', platform_usd: '0' },
      })),
      holds: each(payload => ({ pool: payload, credits: 1, state: payload })),
    }],
    ['/v1/admin/statistics', { group_by: 'tier', data: each(name => ({ name, comparisons: 1, answers: 1, cost_usd: '0.1', credits: 1, revenue_usd: '0.01' })) }],
    ['/v1/admin/state', {
      instance_id: some, running: 1, upstream: { limit: 9, open: 1, paused: true, paused_models: 1, refused: 1 },
      waiting: { paid: 1, free: 1, anonymous: 1 }, shed: { paid: 1, free: 1, anonymous: 1 }, models: 1, cost_lookups: 1, forsaken_holds: 1,
    }],
    ['/v1/admin/limits', {
      visitors: { daily_credits: 1, network_comparisons_per_minute: 1, network_open_at_once: 1, site_allowances: 1 }, network_requests_per_minute: 1,
      sign_in: each(name => ({ name, limit: 1, window_seconds: 60 })),
    }],
    ['/v1/admin/retention', {
      journal_seconds: 1, unstored_text_seconds: 1, visitors_seconds: 1, sessions_seconds: 1, idempotency_keys_seconds: 1,
      usage: { detail_seconds: 1, dry_run: true, due_rows: 1, due_months: ['2026-10'] },
    }],
    ['/v1/admin/audit', page(each(reason => ({ id: 'x', actor_role: reason, actor_id: reason, kind: reason, subject: reason, before: reason, after: reason, reason, created_at: now })))],
  ];
  window.fetch = async path => {
    const found = served.find(([prefix]) => path.startsWith(prefix));
    if (!found) return new Response(JSON.stringify(refusal(some)), { status: 422 });
    return new Response(typeof found[1] === 'string' ? found[1] : JSON.stringify(found[1]));
  };
  const closeAll = async () => {
    document.querySelectorAll('dialog').forEach(box => box.close());
    await settled();
  };

  const credits = { tier: 'anonymous', period: { kind: some, started_at: now, resets_at: now, time_zone: some }, allowance: 9, used: 1, held: 1, remaining: 7,
    overage: { allowed: true, enabled: true, limit_usd: some, used: 1, owed_usd: some } };
  session.change({ credits, me: null });
  catalogue.set({ state: 'ready', list: models, tiers: [{ tier: 'anonymous', models_per_comparison: 12, presets: 99, overage_usd_per_credit: some }] });
  running.show(transcript);
  await settled();
  look('a conversation');
  document.querySelectorAll('a').forEach(anchor => anchor.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })));
  document.querySelectorAll('[tabindex]').forEach(element => element.focus());
  document.querySelectorAll('.answer [aria-pressed=false]').forEach(raw => raw.click());
  await settled();
  look('raw text');

  for (const payload of payloads) {
    for (const code of [payload, 'insufficient_credits', 'model_not_in_tier', 'too_many_models', 'context_too_long', 'unknown_model']) {
      running.trouble.set(new Problem(422, { ...refusal(payload), code }, 3));
      wrong.push(...check(document.querySelector('.trouble'), `a refusal of ${payload}`));
    }
    running.trouble.set(new Problem(500, { title: payload }));
    if (!document.querySelector('.trouble').textContent.includes(payload)) wrong.push(`the refusal ${payload} is not shown`);
  }

  history.openHistory();
  await settled();
  look('the history');
  const titles = [...document.querySelectorAll('.history-list li')].map(row => row.textContent);
  payloads.forEach((payload, index) => { if (!titles[index].includes(payload)) wrong.push(`the title ${payload} is not shown`); });
  document.querySelectorAll('.history-list .tools').forEach(tools => tools.querySelectorAll('button').forEach(tool => tool.click()));
  await settled();
  look('renaming, exporting and deleting');
  await closeAll();

  picker.openPicker();
  document.querySelector('dialog details').open = true;
  await settled();
  look('the choice of models');
  await closeAll();

  for (const payload of payloads) {
    closer.openDifference(transcript.turns[0], payload);
    closer.openFull(transcript.turns[1], payload);
    closer.goOnWith(transcript.turns[0], payload);
  }
  await settled();
  look('difference, full screen and going on with one');
  await closeAll();

  const place = document.querySelector('.other');
  place.hidden = false;
  for (const section of ['you', 'credits', 'keys', 'desk']) {
    session.change({ me: { ...person(some, 1), id: section, staff: true, trial_until: null } });
    await account.showAccount(place, section);
    await settled();
    for (const part of section === 'desk' ? place.querySelectorAll('.desk-parts button') : [place]) {
      part.click();
      await settled();
      place.querySelectorAll('#case').forEach(field => { field.value = some; field.form.requestSubmit(); });
      place.querySelector('table button')?.click();
      await settled();
      look(`the account's ${section} ${part.dataset.part ?? ''}`);
      if (!payloads.every(payload => section === 'you' || place.textContent.includes(payload))) wrong.push(`${section} does not show all it was told of ${payloads}`);
    }
  }
  place.replaceChildren();
  place.hidden = true;

  const saved = [];
  URL.createObjectURL = blob => { saved.push({ blob }); return 'blob:saved'; };
  HTMLAnchorElement.prototype.click = function click() { saved.at(-1).name = this.download; };
  for (const kind of ['html', 'markdown', 'json']) await exports.exportAs(kind, { id: 'c', title: some });
  for (const { name } of saved) if (!/^[\p{L}\p{N} _-]+\.(html|md|json)$/u.test(name)) wrong.push(`a file named ${name}`);
  const files = await Promise.all(saved.map(async ({ blob }) => ({ type: blob.type, text: await blob.text() })));
  if (files[1].type !== 'text/markdown;charset=utf-8' || files[1].text !== served[0][1]) wrong.push(`the Markdown ${files[1].text} of type ${files[1].type}`);
  if (files[2].type !== 'application/json;charset=utf-8') wrong.push(`JSON of type ${files[2].type}`);
  return { wrong, looks, printable: files[0].text };
}

// Answers that grow letter by letter: their text, their reasoning, and the same as raw text.
async ({ home, payloads, stride }, check) => {
  const load = path => import(home + path);
  const [{ answerCard }, { soon }, { shown }] = await Promise.all([
    load('/components/answer.js'), load('/components/frames.js'), load('/state/comparison.js')]);
  const wrong = [];
  let prefixes = 0;
  const drawn = () => new Promise(resolve => { soon(() => soon(resolve)); });
  const answer = (payload, status, text) => shown({
    answers: [{
      model: payload, status, attempt: 1, text, reasoning: text, finish_reason: status === 'running' ? null : payload,
      error: status === 'failed' ? { code: payload, message: payload, retryable: true } : null,
      served_model: payload, served_by: payload, ignored: [payload],
    }],
  }).answers[0];
  const stage = document.createElement('div');
  document.body.append(stage);
  const actions = { stop() {}, retry() {}, full() {}, diff() {}, only() {} };
  const columns = payloads.flatMap(payload => [false, true].map(isRaw => {
    const card = answerCard(payload, payload, actions);
    card.update(answer(payload, 'running', ''));
    stage.append(card.element);
    if (isRaw) card.element.querySelector('[aria-pressed]').click();
    else card.element.querySelector('details').open = true;
    return { payload, isRaw, card };
  }));
  const most = Math.max(...payloads.map(payload => payload.length));
  for (let length = 1; length < most; length += stride) {
    const growing = columns.filter(({ payload }) => length < payload.length);
    for (const { payload, card } of growing) card.update(answer(payload, 'running', payload.slice(0, length)));
    await drawn();
    prefixes += growing.length;
    for (const { payload, card } of growing) wrong.push(...check(card.element, `the first ${length} of ${payload}`));
  }
  for (const ending of ['completed', 'failed']) {
    for (const { payload, card } of columns) card.update(answer(payload, ending, payload));
    await drawn();
    // Formulas and colours come a little later.
    await new Promise(resolve => setTimeout(resolve, 30));
    stage.querySelectorAll('a').forEach(anchor => anchor.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })));
    stage.querySelectorAll('[tabindex]').forEach(element => element.focus());
    for (const { payload, isRaw, card } of columns) {
      wrong.push(...check(card.element, `the answer ${payload}`));
      const raw = card.element.querySelector('.raw');
      if (isRaw && raw.textContent !== payload) wrong.push(`raw text ${raw.textContent} instead of ${payload}`);
    }
  }
  stage.remove();
  return { wrong, prefixes };
}

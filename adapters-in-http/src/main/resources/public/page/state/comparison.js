// What a comparison looks like while its events come in. Objects are those of the API, plus what only a stream tells.

const unanswered = model => ({
  model, status: 'queued', attempt: 0, text: '', reasoning: '', finish_reason: null, error: null, usage: null,
  cost_usd: null, cost_source: null, timing: null, served_model: null, served_by: null,
  place: null, ignored: [], restarted: false,
});

/** A comparison that is being asked for. */
export function asked(prompt, models) {
  return {
    id: null, conversation_id: null, status: 'running', prompt, created_at: new Date().toISOString(),
    finished_at: null, held_credits: null, charged_credits: null, cost_usd: null, answers: models.map(unanswered),
  };
}

/** A comparison as the API shows it. */
export function shown(comparison) {
  return { ...comparison, answers: comparison.answers.map(answer => ({ ...unanswered(answer.model), ...answer })) };
}

export const isOpen = answer => answer.status === 'queued' || answer.status === 'running';

const onAnswer = {
  'answer.queued': (answer, data) => { answer.place = data.position; },
  'answer.started': (answer, data) => {
    Object.assign(answer, { status: 'running', attempt: data.attempt, ignored: data.ignored_parameters, place: null });
  },
  'answer.reasoning': (answer, data) => { answer.reasoning += data.text; },
  'answer.delta': (answer, data) => { answer.text += data.text; },
  'answer.restarted': (answer, data) => {
    Object.assign(answer, { text: '', reasoning: '', attempt: data.attempt, restarted: true });
  },
  'answer.completed': (answer, data) => { Object.assign(answer, data, { status: 'completed' }); },
  'answer.failed': (answer, { code, message, retryable }) => {
    Object.assign(answer, { status: 'failed', error: { code, message, retryable } });
  },
  'answer.cancelled': answer => { answer.status = 'cancelled'; },
};

/**
 * Takes in one event.
 *
 * @returns the answers it changed; a whole comparison may have
 */
export function take(comparison, event, data) {
  if (event in onAnswer) {
    const answer = comparison.answers.find(each => each.model === data.model);
    if (!answer) return [];
    onAnswer[event](answer, data);
    return [answer];
  }
  if (event === 'comparison.started') {
    const { comparison_id: id, conversation_id, held_credits, created_at } = data;
    Object.assign(comparison, { id, conversation_id, held_credits, created_at });
    // A replay begins anew: the same stream may be read again from its first event.
    comparison.answers = data.models.map(unanswered);
  } else if (event === 'comparison.snapshot') {
    Object.assign(comparison, shown(data));
  } else if (event === 'comparison.finished') {
    const { status, charged_credits, cost_usd } = data;
    Object.assign(comparison, { status, charged_credits, cost_usd, finished_at: new Date().toISOString() });
  }
  return comparison.answers;
}

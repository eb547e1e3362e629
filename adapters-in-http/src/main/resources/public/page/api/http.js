// Calls of the public API. A refusal becomes a Problem, a network that does not carry becomes Unreachable.

/** What the service answered instead of what was asked for: problem+json, whatever it was. */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail ?? body.title ?? `status ${status}`);
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.body = body;
    this.fields = body.errors ?? [];
    this.retryAfter = retryAfter;
  }

  static async of(response) {
    let body = {};
    try {
      body = await response.json();
    } catch { /* a proxy's page, say: the status has to do */ }
    return new Problem(response.status, body, Number(response.headers.get('Retry-After')) || null);
  }
}

/** The service was not reached, or went away before it had answered. */
export class Unreachable extends Error {}

/** Called when a session has ended that could not be refreshed. */
let onSessionOver = () => {};
export const whenSessionOver = listener => { onSessionOver = listener; };

async function send(method, path, { body, headers = {}, signal } = {}) {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  try {
    return await fetch(path, {
      method,
      headers: { Accept: 'application/json', ...json, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      signal,
    });
  } catch (broken) {
    if (signal?.aborted) throw broken;
    throw new Unreachable(path, { cause: broken });
  }
}

// Access tokens last minutes and the refresh token is turned once, so several calls share one turn.
let refreshing = null;

/** Turns the session's refresh token; whether there is a session now. */
export function refresh() {
  refreshing ??= send('POST', '/v1/auth/refresh', { body: {} })
    .then(response => response.status === 204)
    .finally(() => { refreshing = null; });
  return refreshing;
}

/** The response, whatever its body; not for a refusal. */
export async function request(method, path, options) {
  let response = await send(method, path, options);
  if (response.status === 401 && !path.startsWith('/v1/auth/')) {
    if (await refresh()) {
      response = await send(method, path, options);
    } else {
      onSessionOver();
      response = await send(method, path, options);
    }
  }
  if (!response.ok) throw await Problem.of(response);
  return response;
}

/** The JSON that was answered, or null where there is none. */
export async function call(method, path, options) {
  const response = await request(method, path, options);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

/** For `Idempotency-Key`: nobody guesses it. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

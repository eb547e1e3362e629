// Event streams over fetch, which unlike EventSource may be begun by POST and says what was refused.

/** A silence longer than this (comments come every fifteen seconds) is a connection that is gone. */
const SILENCE_MS = 40_000;

/** Cuts a stream's text into events; `on` is called with {id, event, data} for each. */
export function eventParser(on) {
  let rest = '';
  let id = '';
  let event = 'message';
  let data = [];
  const line = text => {
    if (text === '') {
      if (data.length) on({ id, event, data: JSON.parse(data.join('\n')) });
      event = 'message';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id') id = value;
  };
  return text => {
    rest += text;
    // a CR at the very end may be the first half of a CRLF
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    lines.forEach(line);
  };
}

/**
 * Reads a response's events until it ends; fails where the connection does, or is silent for too long.
 *
 * @param signal ends reading, and the connection with it
 */
export async function readEvents(response, on, signal) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parse = eventParser(on);
  const stop = () => reader.cancel().catch(() => {});
  signal.addEventListener('abort', stop);
  let watchdog;
  let silent = false;
  try {
    for (;;) {
      watchdog = setTimeout(() => { silent = true; stop(); }, SILENCE_MS);
      const { done, value } = await reader.read();
      clearTimeout(watchdog);
      if (silent) throw new TypeError('the stream is silent');
      if (done) return;
      parse(decoder.decode(value, { stream: true }));
    }
  } finally {
    clearTimeout(watchdog);
    signal.removeEventListener('abort', stop);
  }
}

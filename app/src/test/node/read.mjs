// Reads an event stream up to comparison.finished, with a client that others wrote, and prints the
// events as one array of {id, event, data}.
//
//   node read.mjs parser|eventsource URL COOKIE
import { EventSource } from 'eventsource';
import { createParser } from 'eventsource-parser';

const [client, url, cookie] = process.argv.slice(2);
const events = [];

const readers = {
  async parser() {
    const response = await fetch(url, { headers: { Cookie: cookie, Accept: 'text/event-stream' } });
    const parser = createParser({ onEvent: ({ id, event, data }) => events.push({ id, event, data }) });
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) parser.feed(text);
  },

  eventsource() {
    return new Promise(resolve => {
      const source = new EventSource(url, {
        fetch: (address, init) => fetch(address, { ...init, headers: { ...init.headers, Cookie: cookie } }),
      });
      for (const name of ['comparison.started', 'answer.queued', 'answer.started', 'answer.reasoning',
        'answer.delta', 'answer.restarted', 'answer.completed', 'answer.failed', 'answer.cancelled',
        'comparison.snapshot', 'comparison.finished']) {
        source.addEventListener(name, ({ lastEventId, type, data }) => {
          events.push({ id: lastEventId, event: type, data });
          if (type === 'comparison.finished') {
            source.close();
            resolve();
          }
        });
      }
    });
  },
};

await readers[client]();
console.log(JSON.stringify(events));

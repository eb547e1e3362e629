import { announce } from './announcer.js';
import { words } from '../strings.js';

/** Copies a text, and says whether that worked. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    announce(words.copied);
    return true;
  } catch {
    // Without a secure context there is no clipboard: the old way.
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'unseen';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    announce(done ? words.copied : words.copyFailed);
    return done;
  }
}

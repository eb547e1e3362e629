// Which of the addresses that models write may be followed.

const FOLLOWED = new Set(['http:', 'https:', 'mailto:']);

/** The address, in full, or null where it is none that may be followed. */
export function safeAddress(text) {
  try {
    const url = new URL(text);
    return FOLLOWED.has(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** A link that tells where it leads, and tells there nothing of us; plain text if it may not be followed. */
export function link(text, children) {
  const url = safeAddress(text);
  if (!url) {
    const span = document.createElement('span');
    span.append(...children);
    return span;
  }
  const anchor = document.createElement('a');
  anchor.href = url.href;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer nofollow';
  anchor.title = url.href;
  anchor.append(...children);
  return anchor;
}

/**
 * A value that can be watched. A listener is called at once with the value, and after each change; what `on` answers
 * ends that.
 */
export function cell(value) {
  const listeners = new Set();
  const set = next => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of [...listeners]) listener(value);
  };
  return {
    get: () => value,
    set,
    /** Replaces some fields of an object. */
    change: fields => set({ ...value, ...fields }),
    on(listener) {
      listeners.add(listener);
      listener(value);
      return () => listeners.delete(listener);
    },
  };
}

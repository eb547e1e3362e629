// Libraries that are loaded when first needed, from our own files only.

const home = new URL('../', import.meta.url);
const loading = new Map();

const trusted = globalThis.trustedTypes?.createPolicy('libraries', {
  createScriptURL(address) {
    if (!address.startsWith(`${home.href}lib/`)) throw new TypeError(`not a library of ours: ${address}`);
    return address;
  },
});

const addressOf = path => new URL(`lib/${path}`, home).href;

function once(path, begin) {
  if (!loading.has(path)) {
    const promise = new Promise(begin);
    loading.set(path, promise);
    promise.catch(() => loading.delete(path));
  }
  return loading.get(path);
}

function add(element, resolve, reject) {
  element.addEventListener('load', () => resolve());
  element.addEventListener('error', () => { element.remove(); reject(new Error('a library did not load')); });
  document.head.append(element);
}

/** Loads a script that is no module; once. */
export const script = path => once(path, (resolve, reject) => {
  const element = document.createElement('script');
  element.async = false;
  const address = addressOf(path);
  element.src = trusted ? trusted.createScriptURL(address) : address;
  add(element, resolve, reject);
});

/** Loads a style sheet; once. */
export const sheet = path => once(path, (resolve, reject) => {
  const element = document.createElement('link');
  element.rel = 'stylesheet';
  element.href = addressOf(path);
  add(element, resolve, reject);
});

// What stands in a part of a page that hostile text has no business to make there: a list of complaints, best empty.
(root, place) => {
  const wrong = [];
  const MADE = new Set(`a article blockquote body br button code dd del details dialog div dl dt em fieldset footer form h1 h2 h3 h4 header hr input
    ins label legend li line main nav noscript ol option output p path pre rect section select small span strong summary svg table tbody
    td text textarea th thead title tr ul`.split(/\s+/));
  const LINKS = /^(https?:|mailto:)/;
  const complain = what => wrong.push(`${place}: ${what}`);
  for (const element of root.querySelectorAll('*')) {
    const ofLibrary = element.closest('.katex, math');
    if (!ofLibrary && !MADE.has(element.localName)) complain(`<${element.localName}>`);
    if (/^(script|iframe|object|embed|link|style|meta|base|img|video|audio|template|use|image)$/.test(element.localName)) complain(`<${element.localName}>`);
    for (const { name, value } of element.attributes) {
      const local = name.replace(/^.*:/, '');
      if (/^(on|formaction|srcdoc|ping|action|src|data$|poster|background|target$)/.test(local) && value !== '_blank') complain(`${name}=${value}`);
      if (local === 'href' && !LINKS.test(value)) complain(`it leads to ${value}`);
      if (local === 'id' && element.closest('.prose, .thoughts, .raw')) complain(`${name}=${value}`);
      if (local === 'style' && (!ofLibrary || /url|expression/i.test(value))) complain(`${name}=${value}`);
    }
    if (element.localName === 'a' && element.target === '_blank' && !element.relList.contains('noopener')) complain('a link that tells its opener');
  }
  if (globalThis.harmed) {
    complain('something was executed');
    delete globalThis.harmed;
  }
  return wrong;
}

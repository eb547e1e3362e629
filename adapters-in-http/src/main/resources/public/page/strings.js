// All that the page says. Another language is another file like this one.

const number = new Intl.NumberFormat('en');
const plural = (count, one, many) => `${number.format(count)} ${count === 1 ? one : many}`;
const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

const TIERS = {
  anonymous: 'Visitor', free: 'Free', starter: 'Starter', starter_plus: 'Starter Plus', pro: 'Pro', pro_plus: 'Pro Plus',
};

const SPANS = [[86_400, 'day', 'days'], [3_600, 'hour', 'hours'], [60, 'minute', 'minutes'], [1, 'second', 'seconds']];

/** What something that the service names is called here; its own name if it is not known here. */
export const nameIn = (names, name) => (Object.hasOwn(names, name) ? names[name] : name);

export const format = {
  credits: amount => plural(amount, 'credit', 'credits'),
  number: amount => number.format(amount),
  tokens: amount => plural(amount, 'token', 'tokens'),
  seconds: millis => (millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(1)} s`),
  usd(text) {
    const amount = Number(text);
    if (amount === 0) return '$0';
    return amount < 0.01 ? `$${amount.toPrecision(2)}` : `$${amount.toFixed(amount < 1 ? 3 : 2)}`;
  },
  price(text) {
    const amount = Number(text);
    const digits = { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2, maximumFractionDigits: 6 };
    return amount === 0 ? 'free' : `$${new Intl.NumberFormat('en', digits).format(amount)}`;
  },
  size: tokens => (tokens >= 1e6 ? `${+(tokens / 1e6).toFixed(1)}M` : `${Math.round(tokens / 1000)}k`),
  when: instant => dateTime.format(new Date(instant)),
  day: instant => day.format(new Date(instant)),
  month: text => month.format(new Date(`${text}-01T00:00:00Z`)),
  date: text => date.format(new Date(`${text}T00:00:00Z`)),
  signed: amount => (amount > 0 ? `+${number.format(amount)}` : number.format(amount)),
  tier: name => nameIn(TIERS, name),
  span(seconds) {
    const [size, one, many] = SPANS.find(([size]) => seconds >= size && seconds % size === 0) ?? SPANS.at(-1);
    return plural(seconds / size, one, many);
  },
  perModel: count => plural(count, 'model', 'models'),
};

export const words = {
  name: 'Compare Intel',
  nav: { fresh: 'New', history: 'History', account: 'Account', theme: 'Theme' },
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  skip: 'Skip to the prompt', close: 'Close', cancel: 'Cancel', save: 'Save', retry: 'Try again', copied: 'Copied', copyFailed: 'Could not copy',
  creditsLeft: amount => `${format.credits(amount)} left`,
  creditsUntil: instant => `Renewed ${format.when(instant)}`,
  demo: 'Demonstration: the models here are local stand-ins with canned text. Nothing is sent to anybody, and nothing costs money.',
  offline: 'You are offline. What you write stays here, and answers go on when the network is back.',
  sessionOver: 'Your session has ended. Log in again to go on with your account.',
  starting: 'One moment …', more: 'Show more', takeAlong: 'Export conversation',
  serviceGone: 'The service cannot be reached right now.',
  ask: {
    title: 'Ask several models the same thing',
    intro: 'One prompt goes to every model you choose. Their answers come side by side, with what each took and cost.',
    prompt: 'Prompt', placeholder: 'What would you like to ask?', followUp: 'Ask them something more …',
    send: 'Compare', models: 'Models', add: 'Choose models', remove: name => `Remove ${name}`,
    parameters: 'Parameters', changed: 'changed', private: 'Do not keep this',
    privateNote: 'No conversation is kept; the answers are gone when you leave.',
    stopAll: 'Stop all', hint: 'Enter sends, Shift+Enter breaks the line, Escape stops.',
    examples: 'Try one of these',
    try: ['Explain tides to a child.', 'Write a function that finds the median of two sorted lists.',
      'Compare three ways to learn a language, in a table.'],
  },
  estimate: {
    asking: 'Working out the cost …',
    known: (held, left) => `Sets aside at most ${format.credits(held)} of ${format.number(left)}. You pay only what is used.`,
    capped: tokens => `Answers are limited to ${format.tokens(tokens)} to fit your credits.`,
    short: (held, left) => `This may take ${format.credits(held)}, and you have ${format.number(left)}. Choose fewer or cheaper models, or a shorter answer.`,
    unknown: 'The cost cannot be worked out right now. You can send anyway: nothing beyond your credits is spent.',
  },
  picker: {
    title: 'Choose models', search: 'Search models', provider: 'Provider', anyProvider: 'Any provider',
    price: 'Output price', anyPrice: 'Any price', upTo: usd => (usd === 0 ? 'Free' : `Up to $${usd} a million`),
    context: 'Context', anyContext: 'Any context', atLeast: tokens => `At least ${format.size(tokens)}`,
    ability: 'Ability', abilities: { any: 'Anything', reasoning: 'Reasons', tools: 'Uses tools', image: 'Reads images' },
    mine: 'Only what I may use', chosen: (count, most) => `${count} of ${most} chosen`,
    full: most => `You may compare ${format.perModel(most)} at once. Remove one to choose another.`,
    none: 'No model is like that. Ask for less, or clear the search.',
    locked: tier => `Needs ${format.tier(tier)}`,
    lockedVisitor: 'Log in to use it: a free account is enough',
    terms({ pricing: { input_usd_per_million: input, output_usd_per_million: output }, context_length: length }) {
      const price = Number(input) + Number(output) === 0 ? 'Free' : `${format.price(input)} in · ${format.price(output)} out per million tokens`;
      return `${price} · ${format.size(length)} context`;
    },
    done: 'Done', clear: 'Clear all', loading: 'Loading the models …', failed: 'The models could not be loaded.',
  },
  parameters: {
    title: 'Parameters', note: 'Left empty, each model’s own default counts. A model that does not know a parameter ignores it, and its answer says so.',
    system: 'System prompt', temperature: 'Temperature (0 to 2)', top_p: 'Top p (0 to 1)',
    max_output_tokens: 'Longest answer, in tokens (256 to 65,536)', seed: 'Seed',
    reasoning_effort: 'Reasoning effort', usual: 'As usual', reset: 'Reset',
  },
  answer: {
    states: { queued: 'Waiting', running: 'Asked', thinking: 'Thinking', answering: 'Answering', completed: 'Done',
      failed: 'Failed', cancelled: 'Stopped', cut: 'Cut at its limit', filtered: 'Filtered' },
    place: place => (place > 0 ? `Waiting, number ${place} in line` : 'Waiting for a free place'),
    reasoning: 'Reasoning', restarted: 'Began again after an interruption',
    ignored: names => `Ignores ${names.join(', ')}`,
    retry: 'Ask again', stop: 'Stop', copy: 'Copy', raw: 'Raw text', full: 'Full screen',
    diff: 'Difference', only: 'Go on with this model only',
    of: (action, name) => `${action}: ${name}`,
    text: name => `Answer of ${name}`, empty: 'It said nothing.', end: 'To the end',
    first: 'First token', speed: 'Speed', tokens: 'Tokens', cost: 'Cost', finish: 'Finish', provider: 'Served by',
    perSecond: rate => `${rate >= 100 ? Math.round(rate) : rate.toFixed(1)}/s`, estimated: 'estimated',
    outOf: (output, reasoning) => (reasoning ? `${format.number(output)} (${format.number(reasoning)} thought)` : format.number(output)),
    image: (text, host) => `Image not loaded${text ? `: ${text}` : ''}${host ? ` (${host})` : ''}`,
    done: '☑', undone: '☐',
  },
  failures: {
    timeout: 'No answer came in time.', stalled: 'It fell silent midway.', truncated: 'The answer broke off.',
    rate_limited_upstream: 'The provider has too much to do just now.', unavailable_upstream: 'The provider is not available just now.',
    refused_upstream: 'The provider refused the request.', context_too_long: 'The conversation is too long for this model.',
    content_filtered: 'The provider filtered it.', invalid_response: 'The provider answered with something unreadable.',
    interrupted: 'The service was interrupted twice.', internal: 'Something went wrong in the service.',
    free: 'You are not charged for it.',
  },
  run: {
    sending: 'Asking …', stopping: 'Stopping …', live: 'Answering', lost: seconds => `Connection lost. Nothing is lost with it: the answers go on, and are fetched ${seconds > 0 ? `in ${seconds} s` : 'now'}.`,
    resuming: 'Going on where you left …', tryNow: 'Try now',
    done: turn => `Charged ${format.credits(turn.charged_credits)}; the models cost ${format.usd(turn.cost_usd)}`,
    statuses: { running: 'Running', completed: 'All answered', partial: 'Some answered', cancelled: 'Stopped', failed: 'None answered' },
    held: amount => `${format.credits(amount)} set aside`,
  },
  summary: { title: 'Speed and cost', model: 'Model', first: 'First token', total: 'Total time', speed: 'Tokens/s', tokens: 'Tokens', cost: 'Cost' },
  said: {
    started: count => `${format.perModel(count)} asked.`, ended: (name, state) => `${name}: ${state}.`,
    finished: (status, credits) => `${status}. Charged ${format.credits(credits)}.`, lost: 'Connection lost, trying again.',
    back: 'Connected again.',
  },
};

/** What went wrong, and what can be done. */
export const troubles = {
  credits: (required, remaining, resets) =>
    `This would take ${format.credits(required)}, and ${format.number(remaining)} are left.`
    + (resets ? ` More come ${format.when(resets)}.` : ''),
  shorten: tokens => `Limit answers to ${format.tokens(tokens)}`,
  choose: 'Choose models', logIn: 'Log in or sign up',
  tier: (models, tier) => `${models.join(', ')} ${models.length === 1 ? 'needs' : 'need'} ${format.tier(tier)}.`,
  tooMany: limit => `You may compare ${format.perModel(limit)} at once.`,
  open: 'As many comparisons as you may have run already. Wait until one has ended, or stop it.',
  rate: seconds => `That was a little fast.${seconds ? ` Try again in ${seconds} s.` : ' Try again in a moment.'}`,
  overloaded: seconds => `The service has too much to do just now. Nothing was spent.${seconds ? ` Try again in ${seconds} s.` : ''}`,
  unavailable: 'The service cannot do that right now. Nothing was spent; try again in a moment.',
  archived: 'This conversation is archived: so many are in view with your tier, and newer ones came. It can be exported, renamed and deleted.',
  busy: 'Another question of this conversation is still being answered.',
  context: models => `The conversation is too long for ${models.join(', ')}. Take another model, or begin a new conversation.`,
  unknown: models => `${models.join(', ')} ${models.length === 1 ? 'is' : 'are'} not on sale any more.`,
  gone: 'That is not there any more.',
  unauthenticated: 'Log in to do that.',
  unreachable: 'The service cannot be reached. Try again in a moment.',
  unexpected: 'Something went wrong. Try again in a moment.',
};

export const closer = {
  title: 'Difference', from: 'From', to: 'To', gone: 'only in the first', fresh: 'only in the second',
  tooDifferent: 'These two have too little in common for a difference word by word to say anything.',
  onlyTitle: 'Go on with one model', goOn: 'Go on',
  only: name => `A new conversation begins with every question of this one and the answers of ${name} alone. Nothing is asked or charged, and this one stays.`,
  notKept: 'This comparison is not kept, so there is no conversation to go on with.',
};

export const exporting = { untitled: 'conversation' };

export const history = {
  title: 'History', search: 'Search titles and texts', which: 'Which conversations', kinds: { active: 'In view', archived: 'Archived' },
  why: (tier, shown) => `${tier}: the ${format.number(shown)} latest conversations are in view. Older ones are kept here: they can be exported, renamed and deleted, and come back into view when there is room.`,
  nothing: { active: 'Nothing yet. What you compare is kept here.', archived: 'Nothing is archived.' },
  nothingFound: 'Nothing was found.', loading: 'Loading …', failed: 'The conversations could not be loaded. Try again in a moment.', more: 'Show more',
  of: (action, title) => `${action}: ${title}`, rename: 'Rename', newTitle: 'New title', export: 'Export', exportTitle: 'Take it along',
  formats: { markdown: 'Markdown', json: 'JSON', html: 'Page to print' },
  remove: 'Delete', removeYes: 'Delete for good', removeSure: title => `“${title}” is deleted with all its answers. This cannot be undone; what it cost stays in the ledger.`,
};

export const account = {
  title: 'Account', sections: { you: 'You', credits: 'Credits', keys: 'API keys', desk: 'Desk' }, back: '← Back to comparing', moment: 'One moment …',
  email: 'Email', password: 'Password', passwordNew: 'New password (8 characters or more)', passwordOld: 'Present password',
  logIn: 'Log in', logOut: 'Log out', signUp: 'Sign up', signUpNote: 'A free account has more credits a day, more models, and remembers more.',
  letterSent: 'A letter is on its way. Follow its link, or enter its code; then log in.', haveCode: 'I have a code', forgotten: 'Forgot the password?',
  trial: instant => `All models are open to you until ${format.when(instant)}.`,
  verify: 'Confirm your address', verifyNote: 'The code is in the letter.', code: 'Code', verifyDo: 'Confirm', verified: 'Confirmed: you can log in now.',
  wrongLogin: 'Address and password do not belong together, or the address was not confirmed yet.',
  since: (instant, zone) => `Since ${format.day(instant)} · time zone ${zone === 'Z' ? 'UTC' : zone}`,
  sessions: 'Where you are logged in', device: 'Device', begun: 'Since', lastSeen: 'Last seen', thisOne: 'this one', nowhere: 'Nowhere: only programs are here, with API keys.', endSession: 'Log out',
  browserOn: (browser, system) => `${browser} on ${system}`, everywhere: 'Log out everywhere', everywhereSure: 'All sessions end at once, this one too. API keys stay.',
  changePassword: 'Change password', changeNote: 'Ends all sessions; log in again afterwards.', passwordChanged: 'Changed. Log in with the new one.',
  notLoaded: 'This could not be loaded. Try again in a moment.',
};

export const keys = {
  title: 'API keys', note: 'Programs call with a key what you do here by hand. Keep keys secret: whoever has one spends your credits.',
  visitors: 'API keys belong to accounts. Log in to have some.', none: 'There are no keys yet.', name: 'Name', nameHint: 'What it is for', may: 'May',
  scopes: { compare: ['Compare', 'start comparisons and see what comes of them'], read: ['Read', 'read all that is yours'], manage: ['Manage', 'change and delete it, and keys'] },
  cap: 'At most so many credits a month', noCap: 'no limit', issue: 'Make a key', another: 'Another key', used: 'Last used', never: 'never', status: 'Status',
  statuses: { active: 'active', expired: 'expired', revoked: 'revoked' }, revoke: 'Revoke', revokeSure: name => `Programs that use “${name}” are refused from now on.`,
  once: 'This is the key. It is shown this once: copy it now.', copy: 'Copy', notLoaded: 'The keys could not be loaded. Try again in a moment.',
};

export const credits = {
  left: amount => `${format.credits(amount)} left`, meter: (used, held, all) => `${format.number(used)} used${held ? `, ${format.number(held)} set aside` : ''} of ${format.credits(all)}`,
  period: (tier, kind, resets) => `${tier}, renewed each ${kind}: next on ${format.when(resets)}.`,
  usage: 'What you used', statements: 'Statements',
  ledger: 'Ledger', when: 'When', what: 'What', amount: 'Credits', after: 'Left after it', noEntries: 'There are no entries yet.',
  notLoaded: 'This could not be loaded. Try again in a moment.',
};

export const usage = {
  span: 'Over which time', spans: { day: '30 days', month: '12 months' }, nothing: { day: 'Nothing was used in these 30 days.', month: 'Nothing was used in these 12 months.' },
  chart: { day: sum => `${format.credits(sum)} in 30 days, by day`, month: sum => `${format.credits(sum)} in 12 months, by month` },
  total: (comparisons, credits, usd) => `${plural(comparisons, 'comparison', 'comparisons')}, ${format.credits(credits)} charged; the models cost ${format.usd(usd)}.`,
  model: 'Model', answers: 'Answers', tokens: 'Tokens', cost: 'Cost',
  month: 'Month', what: 'What', times: 'Times', amount: 'Credits', opening: 'At the beginning', closing: 'At the end',
  kinds: { grant: 'Granted', hold: 'Set aside', release: 'Came back', charge: 'Charged', expire: 'Expired', overage: 'Beyond the allowance', adjust: 'Given or taken by the operator' },
  owed: (used, usd) => `Beyond the allowance: ${format.credits(used)}, for which ${format.usd(usd)} are owed.`,
  notLoaded: 'This could not be loaded. Try again in a moment.',
};

/** The pages that letters lead to. */
export const letters = {
  verify: {
    title: 'Confirm your address', why: 'You asked for an account, and a letter led you here.', act: 'Confirm the address',
    done: 'Confirmed: your account is open.', old: 'This link is no longer good. If the account is not open yet, ask for it again.',
  },
  email: {
    title: 'Confirm your new address', why: 'You want to enter your account with this address, and a letter led you here.', act: 'Confirm the address',
    done: 'Confirmed: your account is entered with this address from now on.', old: 'This link is no longer good. If the address is not confirmed yet, ask for it again.',
  },
  reset: {
    title: 'Choose another password', why: 'You forgot your password, and a letter led you here.', act: 'Choose this password',
    done: 'Done: you are logged out everywhere, and log in with the new password.', old: 'This link is no longer good. Ask for another letter.',
  },
  password: 'New password, 8 to 128 characters', flaw: message => `This password ${message}.`, next: 'Log in', moment: 'One moment …',
  failed: 'That did not work. Try again in a moment.', unreachable: 'The service cannot be reached. Try again in a moment.',
};

export const presets = { title: 'Presets', name: 'Name of this choice', save: 'Save this choice', drop: name => `Drop ${name}` };

export const preferences = {
  title: 'Preferences', zone: 'Time zone (counts from the next period)', theme: 'Theme', begin: 'Begin with what is chosen now',
  beginNote: 'New devices begin with the models and parameters that are chosen at this moment.', keep: 'Keep', kept: 'Kept.',
  emailTitle: 'Change address', password: 'Present password', email: 'New address', changeEmail: 'Send a letter there',
  letter: 'A letter is on its way to the new address. Follow its link, or enter its code.', code: 'Code', confirm: 'Confirm the address', confirmed: 'Done: this is your address now.',
};

export const forgotten = {
  title: 'Forgot the password', note: 'A letter with a link and a code goes to your address; either lets you choose another password.',
  email: 'Email', ask: 'Send the letter', sent: 'If there is an account, a letter is on its way. Follow its link, or enter its code.',
  code: 'Code', password: 'New password (8 characters or more)', choose: 'Choose this password', done: 'Done: log in with the new password.',
};

export const overage = {
  title: 'Credits beyond the allowance', off: 'Off. When your allowance is used up, comparisons are refused.',
  on: (used, owed, limit) => `On until this period ends: ${format.credits(used)} used, ${format.usd(owed)} owed${limit ? `, at most ${format.usd(limit)}` : ''}.`,
  price: usd => `Each costs $${usd}.`, limit: 'At most, in US$ (empty: no limit)', enable: 'Switch on', change: 'Change limit', disable: 'Switch off', done: 'In force.',
};

export const desk = {
  title: 'Operator’s desk', forStaff: 'This is for staff.',
  parts: { accounts: 'Accounts', cases: 'Comparisons', models: 'Models', figures: 'Figures', standing: 'Service', audit: 'Audit' },
  search: 'Address, name or id', find: 'Find', account: 'Account', tier: 'Tier', begun: 'Since',
  open: 'Open', openOf: name => `Open ${name}`, nobody: 'Nobody is like that.', suspended: 'suspended', since: instant => `since ${format.day(instant)}`,
  role: role => `staff: ${role}`, suspendedAt: instant => `suspended ${format.when(instant)}`,
  credits: (left, all, held) => `${format.number(left)} of ${format.credits(all)} left${held ? `, ${format.number(held)} set aside` : ''}`,
  uses: (sessions, keys, running) =>
    `${plural(sessions, 'session', 'sessions')} · ${plural(keys, 'API key', 'API keys')} · ${plural(running, 'comparison', 'comparisons')} running`, reason: 'Reason',
  give: 'Give or take', amount: 'Credits (below zero takes)', changeTier: 'Change tier', suspend: 'Suspend', unsuspend: 'Open again',
  changeRole: 'Change role', roleOf: 'Role (the owner alone says who is staff)', roles: { '': 'No staff', support: 'Support', admin: 'Admin' },
  when: 'When', who: 'Who', what: 'What', whom: 'To whom', change: 'Change', nothing: 'Nothing yet.',
};

export const cases = {
  note: 'What became of a comparison, without a word of what was asked and answered.', id: 'Id of the comparison', find: 'Look it up',
  none: 'There is no such comparison.', account: 'Account', visitor: 'a visitor', open: 'Open', openAccount: 'Open the account', tier: 'Tier', key: 'API key',
  begun: 'Asked', ended: 'Ended', kept: 'Kept', isKept: 'in a conversation', isNotKept: 'no', instance: 'Instance', epoch: 'Instances that ran it',
  held: 'Set aside', charged: 'Charged', cost: 'Cost', model: 'Model', state: 'State', failure: 'Failure', attempts: 'Attempts', tokens: 'Tokens in → out',
  user: 'User pays', platform: 'We pay', pool: 'Set aside from', became: 'What became of it', credits: 'Credits',
  tokensOf: usage => `${number.format(usage.input_tokens)} → ${words.answer.outOf(usage.output_tokens, usage.reasoning_tokens)}`,
  costOf: bill => format.usd(bill.cost_usd) + (bill.cost_source === 'estimated' ? ` (${words.answer.estimated})` : ''),
  pools: { account: 'Account', key: 'Limit of the API key', network: 'Network', site: 'Networks of one site', visitors: 'All visitors together' },
  holdStates: { held: 'set aside', settled: 'settled', released: 'given back' },
};

export const figures = {
  note: 'Of comparisons that ended on these days (UTC). What is older than details are kept is there by months.', from: 'From', to: 'To', per: 'By', show: 'Show',
  by: { tier: 'Tier', day: 'Day', model: 'Model' }, noTier: 'unknown', nothing: 'Nothing ended on these days.',
  comparisons: 'Comparisons', answers: 'Answers', cost: 'Cost', credits: 'Credits', revenue: 'Revenue',
  total: (comparisons, revenue, cost) => `${plural(comparisons, 'comparison', 'comparisons')}: ${format.usd(revenue)} charged; the models cost ${format.usd(cost)}.`,
  totalCost: cost => `The models cost ${format.usd(cost)}. Comparisons are charged as one, so a model has no revenue of its own.`,
};

export const standing = {
  again: 'Look again', state: 'As it stands', limits: 'Limits of everybody', retention: 'How long what is kept',
  paused: 'The provider has too much to do: no model is asked just now.',
  forsaken: count => `${plural(count, 'comparison holds', 'comparisons hold')} credit, and nobody looks after ${count === 1 ? 'it' : 'them'}.`,
  running: 'Comparisons that run', calls: 'Open calls of models', outOf: (open, limit) => `${number.format(open)} of ${number.format(limit)}`,
  pausedModels: 'Models that are paused', refused: 'Calls that the provider refused', models: 'Models on sale', notYet: 'not read yet',
  lookups: 'Costs to be looked up', instance: 'Instance that was asked', who: 'Who', waiting: 'Calls that wait', shed: 'Turned away since the start',
  classes: { paid: 'Paid tiers', free: 'Free', anonymous: 'Visitors' },
  limit: 'Limit', most: 'At most', within: 'Within', perDay: 'a day', atOnce: 'at once', dailyCredits: 'Credits of all visitors together',
  comparisons: 'Comparisons of visitors in one network', open: 'Open comparisons of visitors in one network', siteAllowances: 'Networks of one site that are given credits',
  requests: 'Requests of one network that change or spend something',
  signIn: { registrations: 'Registrations of one network', confirmations: 'Confirmations of one network', 'logins-of-network': 'Logins of one network',
    'logins-of-account': 'Logins at one account', 'logins-of-device': 'Logins at one account from a known device' },
  what: 'What', span: 'How long', detail: 'The usage log in detail',
  kept: { journal_seconds: 'Streams, for those who read on', unstored_text_seconds: 'Texts that are not to be kept', visitors_seconds: 'Visitors, since they were last seen',
    sessions_seconds: 'Sessions, without a refresh', idempotency_keys_seconds: 'Idempotency keys' },
  due: (rows, months, dry) => `${plural(rows, 'line', 'lines')} of the usage log ${rows === 1 ? 'is' : 'are'} due to be folded into monthly totals`
    + `${months.length ? ` (${months.map(format.month).join(', ')})` : ''}${dry ? '; this is a dry run, and nothing is folded' : ''}.`,
};

export const shelf = {
  note: 'Staff may sell a model otherwise than the provider and the price list say. What is left empty stays as they say.',
  model: 'Model', tier: 'Tier', price: 'Per million tokens', how: 'How', change: 'Change', changeOf: name => `Change ${name}`,
  terms: ({ input_usd_per_million: input, output_usd_per_million: output }) =>
    (Number(input) + Number(output) === 0 ? 'free' : `${format.price(input)} in · ${format.price(output)} out`),
  usual: 'as provided', hidden: 'hidden', other: 'changed here', hide: 'Hide it: nobody can ask it', minimum: 'From which tier on', given: tier => `As provided (${format.tier(tier)})`,
  input: given => `Input, US$ per million (${given})`, output: given => `Output, US$ per million (${given})`, request: given => `Each call, US$ (${given})`,
  allOrNone: 'A price takes both input and output, and replaces all that the provider tells; a call is free then unless you say otherwise.', reason: 'Reason', save: 'Sell it so', done: 'In force.', search: 'Find a model', more: count => `${format.number(count)} more: search for them.`,
};

export const leaving = {
  exportTitle: 'Take everything along', exportNote: 'All that is yours in one file: conversations, credits, keys without their secrets.', export: 'Save the file',
  file: 'compare-intel.zip', saved: 'Saved.', title: 'Delete account', leave: 'Delete for good', password: 'Password', certain: 'I know that this cannot be undone.',
  note: 'Everything you own is erased: conversations, keys, sessions. What comparisons have cost stays in the ledger, without your name.',
};

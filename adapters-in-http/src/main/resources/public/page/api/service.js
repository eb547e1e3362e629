// Every operation of the API that the page uses, by name.

import { call, newKey, request } from './http.js';

const once = () => ({ 'Idempotency-Key': newKey() });
const query = fields => {
  const given = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
};

export const models = () => call('GET', '/v1/models');
export const tiers = () => call('GET', '/v1/tiers');
export const credits = () => call('GET', '/v1/credits');
export const entries = cursor => call('GET', `/v1/credits/entries${query({ cursor, limit: 50 })}`);
export const usage = (from, to, by) => call('GET', `/v1/usage${query({ from, to, group_by: by })}`);

export const statement = month => call('GET', `/v1/credits/statement${query({ month })}`);

export const estimate = (body, signal) => call('POST', '/v1/comparisons/estimate', { body, signal });
export const comparison = id => call('GET', `/v1/comparisons/${id}`);
export const cancel = (id, names) =>
  call('POST', `/v1/comparisons/${id}/cancel`, { body: names ? { models: names } : {} });

export const conversations = (state, words, cursor) =>
  call('GET', `/v1/conversations${query({ state, q: words, cursor, limit: 50 })}`);
export const conversation = id => call('GET', `/v1/conversations/${id}`);
export const rename = (id, title) => call('PATCH', `/v1/conversations/${id}`, { body: { title } });
export const remove = id => call('DELETE', `/v1/conversations/${id}`);
export const breakOut = (id, model) =>
  call('POST', `/v1/conversations/${id}/breakout`, { body: { model }, headers: once() });
export const exported = async (id, format) =>
  (await request('GET', `/v1/conversations/${id}/export?format=${format}`, { headers: { Accept: '*/*' } })).text();

export const register = (email, password) => call('POST', '/v1/auth/register', { body: { email, password } });
export const verify = (email, code) => call('POST', '/v1/auth/verify', { body: { email, code } });
export const logIn = (email, password) =>
  call('POST', '/v1/auth/login', { body: { email, password, cookies: true } });
export const logOut = () => call('POST', '/v1/auth/logout', { body: {} });

export const me = () => call('GET', '/v1/me');
export const changePassword = (current, next) =>
  call('POST', '/v1/me/password', { body: { current_password: current, new_password: next } });
export const sessions = () => call('GET', '/v1/me/sessions');
export const endSession = id => call('DELETE', `/v1/me/sessions/${id}`);
export const endSessions = () => call('DELETE', '/v1/me/sessions');

export const exportAccount = async () =>
  (await request('GET', '/v1/me/export', { headers: { Accept: 'application/zip' } })).blob();
export const deleteAccount = password => call('POST', '/v1/me/delete', { body: { current_password: password } });

export const keys = () => call('GET', '/v1/api-keys?limit=100');
export const issueKey = terms => call('POST', '/v1/api-keys', { body: terms });
export const revokeKey = id => call('DELETE', `/v1/api-keys/${id}`);

export const forgot = email => call('POST', '/v1/auth/forgot', { body: { email } });
export const reset = (email, code, password) =>
  call('POST', '/v1/auth/reset', { body: { email, code, new_password: password } });
export const changeEmail = (password, email) => call('POST', '/v1/me/email', { body: { current_password: password, email } });
export const confirmEmail = (email, code) => call('POST', '/v1/auth/email', { body: { email, code } });
export const preferences = () => call('GET', '/v1/me/preferences');
export const keepPreferences = wanted => call('PUT', '/v1/me/preferences', { body: wanted });
export const switchOverage = (enabled, limit) =>
  call('PUT', '/v1/me/overage', { body: { enabled, ...(limit ? { limit_usd: limit } : {}) } });

export const presets = () => call('GET', '/v1/presets?limit=100');
export const addPreset = preset => call('POST', '/v1/presets', { body: preset, headers: once() });
export const dropPreset = id => call('DELETE', `/v1/presets/${id}`);

/** What staff do. */
export const desk = {
  accounts: (words, cursor) => call('GET', `/v1/admin/accounts${query({ q: words, cursor, limit: 25 })}`),
  account: id => call('GET', `/v1/admin/accounts/${id}`),
  suspend: (id, reason) => call('POST', `/v1/admin/accounts/${id}/suspend`, { body: { reason } }),
  unsuspend: (id, reason) => call('POST', `/v1/admin/accounts/${id}/unsuspend`, { body: { reason } }),
  tier: (id, tier, reason) => call('PUT', `/v1/admin/accounts/${id}/tier`, { body: { tier, reason } }),
  role: (id, role, reason) => call('PUT', `/v1/admin/accounts/${id}/role`, { body: { role, reason } }),
  comparison: id => call('GET', `/v1/admin/comparisons/${encodeURIComponent(id)}`),
  models: () => call('GET', '/v1/admin/models'),
  model: (id, terms) => call('PUT', `/v1/admin/models/${id.split('/').map(encodeURIComponent).join('/')}`, { body: terms }),
  credits: (id, credits, reason, key) =>
    call('POST', `/v1/admin/accounts/${id}/credits`, { body: { credits, reason }, headers: { 'Idempotency-Key': key } }),
  statistics: (from, to, by) => call('GET', `/v1/admin/statistics${query({ from, to, group_by: by })}`),
  state: () => call('GET', '/v1/admin/state'),
  limits: () => call('GET', '/v1/admin/limits'),
  retention: () => call('GET', '/v1/admin/retention'),
  audit: cursor => call('GET', `/v1/admin/audit${query({ cursor, limit: 50 })}`),
};

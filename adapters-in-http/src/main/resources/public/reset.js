// Chooses another password when asked to. The token stands behind the #, which browsers send to nobody.

const form = document.getElementById('form');
const password = document.getElementById('password');
const button = document.getElementById('choose');
const status = document.getElementById('status');
const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname);

async function told(response) {
  if (response.status === 204) {
    password.value = '';
    return 'Done: you are logged out everywhere, and log in with the new password.';
  }
  if (response.status !== 422) {
    button.disabled = false;
    return 'That did not work. Try again in a moment.';
  }
  const problem = await response.json();
  const flaw = (problem.errors ?? []).find((error) => error.field === 'new_password');
  button.disabled = !flaw;
  return flaw
    ? `This password ${flaw.message}.`
    : 'This link is no longer good. Ask for another letter.';
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  status.textContent = 'One moment …';
  try {
    const response = await fetch('/v1/auth/reset', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token, new_password: password.value }),
    });
    status.textContent = await told(response);
  } catch {
    status.textContent = 'The service cannot be reached. Try again in a moment.';
    button.disabled = false;
  }
});

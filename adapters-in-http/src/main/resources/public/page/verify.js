// Confirms an address when asked to. The token stands behind the #, which browsers send to nobody.

const button = document.getElementById('confirm');
const status = document.getElementById('status');
const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname);

button.addEventListener('click', async () => {
  button.disabled = true;
  status.textContent = 'One moment …';
  try {
    const response = await fetch('/v1/auth/verify', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (response.status === 204) {
      status.textContent = 'Confirmed: your account is open.';
      document.getElementById('next').hidden = false;
    } else if (response.status === 422) {
      status.textContent = 'This link is no longer good. If the account is not open yet, ask for it again.';
    } else {
      status.textContent = 'That did not work. Try again in a moment.';
      button.disabled = false;
    }
  } catch {
    status.textContent = 'The service cannot be reached. Try again in a moment.';
    button.disabled = false;
  }
});

/**
 * For browsers that drop even a partitioned cookie. The launch's answer holds the session's token
 * (`data-session-token`); this page keeps it, and every request sends it as a header.
 */
import htmx from 'htmx.org';

const storageName = 'guildhall-session';
let token: string | null = null;

/** Storage may be closed to frames; memory then has to do. */
function remember(value: string): void {
  try {
    sessionStorage.setItem(storageName, value);
  } catch {
    return;
  }
}

function forget(): void {
  try {
    sessionStorage.removeItem(storageName);
  } catch {
    return;
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(storageName);
  } catch {
    return null;
  }
}

/** What a request of a script has to bring along, for a page that carries its session by itself. */
export function carriedHeaders(): Record<string, string> {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

interface RequestEvent extends Event {
  detail: { ctx: { request: { headers: Record<string, string> } } };
}

function isRequestEvent(event: Event): event is RequestEvent {
  return event instanceof CustomEvent;
}

/** From here on links and forms go through htmx, which adds the token; only to our own origin. */
function carry(value: string): void {
  token = value;
  remember(value);
  document.addEventListener('htmx:config:request', (event) => {
    if (isRequestEvent(event)) Object.assign(event.detail.ctx.request.headers, carriedHeaders());
  });
  document.body.setAttribute('hx-boost:inherited', 'true');
  htmx.process(document.body);
}

/**
 * Replaces this page: it only passed by, and Back must not lead to it. A token that no longer holds
 * must not send the page round in circles, so it is kept again only once it held.
 */
async function goTo(destination: string): Promise<void> {
  forget();
  await htmx.ajax('GET', destination, { target: document.body, replace: 'true' });
  if (token !== null && !document.querySelector('[data-resume]')) remember(token);
}

const launched = document.querySelector<HTMLElement>('[data-session-token]');
const resume = document.querySelector<HTMLElement>('[data-resume]');
const carried = launched?.dataset['sessionToken'] ?? (resume && remembered());

if (carried) {
  carry(carried);
  const destination = launched
    ? launched.dataset['destination']
    : location.pathname + location.search;
  if (destination) void goTo(destination);
}

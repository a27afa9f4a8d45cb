/** The two pages of a launch that need a platform's storage: one leaves the proof there, one fetches it. */
import { getValue, placeOf, putValue } from './platform-storage.ts';

const login = document.querySelector<HTMLElement>('[data-login-hop]');
const launch = document.querySelector<HTMLElement>('[data-ask-storage]');

async function leaveProof(hop: HTMLElement): Promise<void> {
  const { authorizationUrl = '', storageValue = '' } = hop.dataset;
  const place = placeOf(hop);
  // Without an answer the cookie may still come back, and the launch page knows what to do if not.
  if (place) await putValue(place, storageValue).catch(() => {});
  location.replace(authorizationUrl);
}

function offerNewTab(hop: HTMLElement): void {
  hop.querySelector('[data-opening]')?.setAttribute('hidden', '');
  hop.querySelector('[data-new-tab]')?.removeAttribute('hidden');
}

async function fetchProof(hop: HTMLElement): Promise<void> {
  hop.querySelector('[data-opening]')?.removeAttribute('hidden');
  const place = placeOf(hop);
  const form = hop.querySelector<HTMLFormElement>('[data-proof-form]');
  const field = form?.querySelector<HTMLInputElement>('[name=proof]');
  const proof = place && (await getValue(place).catch(() => null));
  if (!form || !field || !proof) return offerNewTab(hop);
  field.value = proof;
  return form.submit();
}

if (login) void leaveProof(login);
if (launch) void fetchProof(launch);

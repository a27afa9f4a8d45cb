import type { BrowserContext, Request } from 'playwright-core';

/** What a browser asked for, and every secret of a launch that went through it. */
export interface Watch {
  /** Every address the browser requested or showed. */
  addresses: Set<string>;
  /** Session tokens, proofs and id_tokens, by what they are. */
  secrets: Map<string, string>;
  /** Addresses that hold a secret, shortened for reading; wait until all answers are read. */
  leaks(): Promise<string[]>;
}

const secretFields = ['id_token', 'proof', 'JWT'];

function note(secrets: Watch['secrets'], kind: string, value: string | null | undefined): void {
  if (value && value.length >= 16) secrets.set(value, kind);
}

function noteRequest(secrets: Watch['secrets'], request: Request): void {
  const form = new URLSearchParams(request.postData() ?? '');
  for (const name of secretFields) note(secrets, name, form.get(name));
}

/** The browser hides cookies and the header from pages, but not from its driver. */
async function noteExchange(secrets: Watch['secrets'], request: Request): Promise<void> {
  const asked = await request.allHeaders();
  note(secrets, 'carried session', asked['authorization']?.replace('Bearer ', ''));
  const response = await request.response();
  for (const { name, value } of (await response?.headersArray()) ?? []) {
    if (name.toLowerCase() !== 'set-cookie') continue;
    const [, label = '', secret] = /^(__Host-[a-z]+)[^=]*=([^;]+)/.exec(value) ?? [];
    note(secrets, label, secret);
  }
}

/** Keeps a list of everything this browser asks for, from now on. */
export function watch(context: BrowserContext): Watch {
  const addresses = new Set<string>();
  const secrets = new Map<string, string>();
  const reading: Promise<void>[] = [];
  context.on('request', (request) => {
    addresses.add(request.url());
    noteRequest(secrets, request);
    // A page that closes takes its last answers with it; what the others hold is enough.
    reading.push(noteExchange(secrets, request).catch(() => {}));
  });
  context.on('page', (page) => {
    page.on('framenavigated', (frame) => addresses.add(frame.url()));
  });
  return {
    addresses,
    secrets,
    leaks: async () => {
      await Promise.all(reading);
      return [...addresses].flatMap((address) =>
        [...secrets]
          .filter(([secret]) => address.includes(encodeURIComponent(secret)))
          .map(([, kind]) => `${kind} in ${address.slice(0, 120)}`),
      );
    },
  };
}

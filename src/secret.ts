import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One key a purpose, so that nothing signed for one can pass for another. */
export interface Keys {
  invitations: Uint8Array;
  logins: Uint8Array;
  feeds: Uint8Array;
  forms: Uint8Array;
  files: Uint8Array;
  joining: Uint8Array;
  requests: Uint8Array;
  toolKeys: Uint8Array;
  windows: Uint8Array;
}

function derive(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `guildhall ${purpose}`, 32));
}

/** The keys of this installation, the same in every process that shares the secret. */
export function deriveKeys(secret: string): Keys {
  return {
    invitations: derive(secret, 'invitations'),
    logins: derive(secret, 'logins'),
    feeds: derive(secret, 'feeds'),
    forms: derive(secret, 'forms'),
    files: derive(secret, 'files'),
    joining: derive(secret, 'joining'),
    requests: derive(secret, 'requests'),
    toolKeys: derive(secret, 'tool keys'),
    windows: derive(secret, 'windows'),
  };
}

/** Tells two secrets apart without telling either; as hard to guess from as any key derived here. */
export function secretFingerprint(secret: string): string {
  return Buffer.from(derive(secret, 'fingerprint')).toString('hex');
}

/** The secret there is, or null where none was made yet. */
export function presentSecret(config: {
  secret: string | null;
  dataDirectory: string;
}): string | null {
  if (config.secret) return config.secret;
  const path = join(config.dataDirectory, 'secret');
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** Puts a secret where `loadSecret` finds it; never over another. */
export function keepSecret(dataDirectory: string, secret: string): void {
  mkdirSync(dataDirectory, { recursive: true });
  writeFileSync(join(dataDirectory, 'secret'), secret, { flag: 'wx', mode: 0o600 });
}

/**
 * The configured secret or, where none is demanded, one made once and kept in the data folder.
 *
 * @throws Error when the folder cannot be written
 */
export function loadSecret(config: { secret: string | null; dataDirectory: string }): string {
  if (config.secret) return config.secret;
  mkdirSync(config.dataDirectory, { recursive: true });
  const path = join(config.dataDirectory, 'secret');
  try {
    writeFileSync(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  }
  return readFileSync(path, 'utf8');
}

export type ErrorCode =
  | 'not_found'
  | 'signed_out'
  | 'forbidden'
  | 'invalid'
  | 'conflict'
  | 'too_many'
  | 'launch_rejected'
  | 'platform_unreachable'
  | 'unavailable';

/** An outcome the program foresaw. `web/` alone decides what HTTP makes of its code. */
export abstract class HouseError extends Error {
  abstract readonly code: ErrorCode;
}

/** Not there, or not this person's to see: outsiders get the same answer for both. */
export class NotFound extends HouseError {
  override readonly name = 'NotFound';
  readonly code = 'not_found';
}

/** Nobody is known to be looking: the session ended, or the browser did not bring it. */
export class SignedOut extends HouseError {
  override readonly name = 'SignedOut';
  readonly code = 'signed_out';
}

/** The person may see the thing, but not do this to it. */
export class Forbidden extends HouseError {
  override readonly name = 'Forbidden';
  readonly code = 'forbidden';
}

/** The request makes no sense as sent; the message says which part. */
export class Invalid extends HouseError {
  override readonly name = 'Invalid';
  readonly code = 'invalid';
}

/** Somebody else was there first. */
export class Conflict extends HouseError {
  override readonly name = 'Conflict';
  readonly code = 'conflict';
}

/** More, and faster, than one person or platform needs. */
export class TooMany extends HouseError {
  override readonly name = 'TooMany';
  readonly code = 'too_many';
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Why nothing came of a call to a platform: no answer, too many calls, a fault of its own, an answer that
 * makes no sense, no leave to ask, or an address we may not call.
 */
export type PlatformTrouble = 'silent' | 'busy' | 'failing' | 'garbled' | 'refused' | 'off_limits';

/** The platform did not answer, or not as its specification says. */
export class PlatformUnreachable extends HouseError {
  override readonly name = 'PlatformUnreachable';
  readonly code = 'platform_unreachable';
  readonly reason: PlatformTrouble;

  constructor(message: string, options: ErrorOptions & { reason?: PlatformTrouble } = {}) {
    super(message, options);
    this.reason = options.reason ?? 'silent';
  }
}

/** We cannot answer now, though the same request may work in a moment. */
export class Unavailable extends HouseError {
  override readonly name = 'Unavailable';
  readonly code = 'unavailable';
}

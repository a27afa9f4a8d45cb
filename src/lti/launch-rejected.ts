import { HouseError } from '../errors.ts';

/** Why a login or launch was refused; each has a page of its own words and stands in the log. */
export type LaunchCode =
  | 'invalid_login'
  | 'unknown_platform'
  | 'unknown_deployment'
  | 'platform_error'
  | 'unknown_state'
  | 'wrong_browser'
  | 'expired_login'
  | 'replayed'
  | 'malformed_token'
  | 'bad_algorithm'
  | 'missing_key_id'
  | 'unknown_key'
  | 'bad_signature'
  | 'wrong_issuer'
  | 'wrong_audience'
  | 'expired'
  | 'not_yet_valid'
  | 'missing_claim'
  | 'bad_claim'
  | 'wrong_nonce'
  | 'wrong_version'
  | 'wrong_message'
  | 'unusable_invitation'
  | 'registration_refused';

/** A platform's message that we do not act on. The message is for the log, the code for the page. */
export class LaunchRejected extends HouseError {
  override readonly name = 'LaunchRejected';
  readonly code = 'launch_rejected';
  readonly reason: LaunchCode;
  /** Whose launch it was, once that is known. */
  platformId: string | null = null;

  constructor(reason: LaunchCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The words OAuth and the LTI services answer with; pages show only the sentence beside it. */
export type RefusalCode =
  | 'access_denied'
  | 'conflict'
  | 'insufficient_scope'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_token'
  | 'login_required'
  | 'not_acceptable'
  | 'not_found'
  | 'unsupported_grant_type'
  | 'unsupported_media_type'
  | 'unsupported_response_type';

/** The LMS says no, in a sentence a person understands. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: RefusalCode;

  constructor(status: number, code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}

/** Not there, or not for this person. */
export function notFound(what: string): Refusal {
  return new Refusal(404, 'not_found', `There is no such ${what} here.`);
}

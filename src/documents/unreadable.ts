/** Why something that was brought becomes no article, by the ends of keys of the translation files. */
export type Reason =
  | 'kind'
  | 'outside'
  | 'unused'
  | 'empty'
  | 'long'
  | 'large'
  | 'many'
  | 'damaged'
  | 'twice';

/** Something that was brought cannot be read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly reason: Reason;

  constructor(reason: Reason, options: ErrorOptions = {}) {
    super(reason, options);
    this.reason = reason;
  }
}

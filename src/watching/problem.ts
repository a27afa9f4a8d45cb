/** What is wrong with a form: the field, a key of the translation files, and the line that it speaks of. */
export interface Problem {
  field: string;
  key: string;
  line?: number;
}

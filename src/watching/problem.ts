/** What is wrong with a form: the field, a key of the translation files, and the line that it speaks of. */
export interface Problem {
  field: string;
  key: string;
  line?: number;
}

/** A form as it was filled in, and what is wrong with it. */
export interface Typed {
  values: object;
  problems: Problem[];
}

/** What the pages and the part that is loaded for large files say to one another. */

/** What became of an upload; null where its person cancelled it. */
export type Outcome =
  | { id: string; name: string; markdown: string; isPicture: boolean }
  | { status: number; problem: string }
  | null;

export interface Sending {
  file: File;
  /** Of the form it is for. */
  token: string;
  /** What a request has to bring along, for a page that carries its session by itself. */
  headers: Record<string, string>;
  /** Where its progress is shown. */
  line: HTMLElement;
  /** Says where uploads are begun, and every word. */
  words: DOMStringMap;
}

export type UploadInParts = (sending: Sending) => Promise<Outcome>;

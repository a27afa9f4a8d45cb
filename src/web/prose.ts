import type { Response } from 'express';

/** What becomes of what people wrote and gave before an answer shows it. */
export interface Showing {
  /** Of HTML that we made from their Markdown. */
  prose(html: string): string;
  /** Of the plain address of something they gave. */
  address(path: string): string;
}

const showings = new WeakMap<object, Showing>();
const plain: Showing = { prose: (html) => html, address: (path) => path };

/** Has this answer show what people wrote in a way of its reader's own. */
export function setShowing(res: Response, showing: Showing): void {
  const key = {};
  showings.set(key, showing);
  res.locals['showing'] = key;
}

/** @param told what a view was told */
export function showingIn(told: object): Showing {
  const key = 'showing' in told ? told.showing : null;
  return (typeof key === 'object' && key && showings.get(key)) || plain;
}

/** What somebody wrote, as this answer may show it. */
export function proseFor(res: Response, html: string): string {
  return showingIn(res.locals).prose(html);
}

/** The plain address of something somebody gave, as this answer may show it. */
export function addressFor(res: Response, path: string): string {
  return showingIn(res.locals).address(path);
}

/** What a page hands to the script that helps to watch. */
export type Send = (
  path: string,
  fields: URLSearchParams,
  way?: { outlivesPage?: boolean },
) => Promise<Response>;

/** @param place holds what is played, and everything that belongs to it */
export type Watch = (place: HTMLElement, send: Send) => void;

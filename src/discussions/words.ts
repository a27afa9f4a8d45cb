import { renderMarkdown, rendererVersion } from '../web/index.ts';

/** What somebody typed, as a post keeps it. */
export interface Words {
  body: string;
  /** What they tried already, where they ask; '' for nothing. */
  tried: string;
}

/** The source of a post and what is shown of it, to be stored together. */
export function storedWords({ body, tried }: Words) {
  return {
    bodySource: body,
    bodyHtml: renderMarkdown(body),
    triedSource: tried || null,
    triedHtml: tried ? renderMarkdown(tried) : null,
    rendererVersion,
  };
}

/** What is shown of a post, and its source where an older renderer made that. */
interface Kept {
  bodyHtml: string;
  triedHtml: string | null;
  staleBody: string | null;
  staleTried: string | null;
}

/** What is shown of a post as this renderer makes it, whichever made what is kept. */
export function shownWords({ bodyHtml, triedHtml, staleBody, staleTried }: Kept) {
  if (staleBody === null) return { bodyHtml, triedHtml };
  const anew = storedWords({ body: staleBody, tried: staleTried ?? '' });
  return { bodyHtml: anew.bodyHtml, triedHtml: anew.triedHtml };
}

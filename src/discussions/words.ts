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

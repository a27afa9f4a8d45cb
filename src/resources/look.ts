import { AddressRefused, type Outside, type Visit } from '../outside/index.ts';
import { factsOf, wordsOfPage, type PageFacts } from './page-facts.ts';

const mebibyte = 1024 * 1024;
const mostOfPage = mebibyte;
const mostOfPicture = 5 * mebibyte;

/** The picture of a page, as it came. */
export interface FoundPicture {
  name: string;
  bytes: Uint8Array;
}

/**
 * What came of a look at a link: a page; something that answers and is no page for us; nothing, because it is gone
 * for good; or nothing for now.
 */
export type Sight =
  | { state: 'alive'; facts: (PageFacts & { found: FoundPicture | null }) | null }
  | { state: 'gone' }
  | { state: 'silent' };

const isPage = ({ contentType }: Visit) =>
  /^(text\/html|application\/xhtml\+xml)\b/i.test(contentType);

async function pictureAt(
  outside: Outside,
  address: string | null,
  signal: AbortSignal,
): Promise<FoundPicture | null> {
  if (address === null) return null;
  const wish = { accept: 'image/*', mostBytes: mostOfPicture, signal };
  // A page without its picture is a page all the same.
  const answer = await outside.visit(address, wish).catch(() => null);
  if (!answer || answer.status !== 200 || answer.isCut) return null;
  return { name: new URL(answer.url).host, bytes: answer.body };
}

function stateOf({ status }: Visit): Sight['state'] {
  if (status === 404 || status === 410) return 'gone';
  return status >= 500 ? 'silent' : 'alive';
}

/** Looks once where a link leads. */
export async function lookAt(outside: Outside, url: string, signal: AbortSignal): Promise<Sight> {
  try {
    const accept = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1';
    const answer = await outside.visit(url, { accept, mostBytes: mostOfPage, signal });
    const state = stateOf(answer);
    if (state !== 'alive') return { state };
    // Many let no program read them whom a person reads every day.
    if (answer.status !== 200 || !isPage(answer)) return { state, facts: null };
    const facts = factsOf(wordsOfPage(answer.body, answer.contentType), answer.url);
    return { state, facts: { ...facts, found: await pictureAt(outside, facts.picture, signal) } };
  } catch (error) {
    signal.throwIfAborted();
    // Those within its network may well reach what we do not go to.
    if (error instanceof AddressRefused) return { state: 'alive', facts: null };
    return { state: 'silent' };
  }
}

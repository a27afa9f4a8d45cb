/** Loads what records (`data-recorder` names it) and what cuts recordings (`data-cut`) where a page has need of it. */
import { carriedHeaders } from './carry-session.ts';
import { onContent } from './on-content.ts';

interface Recording {
  openRecorder: (place: HTMLElement, headers: () => Record<string, string>) => void;
  openCut: (place: HTMLElement) => void;
}

const opened = new WeakSet<HTMLElement>();

async function open(place: HTMLElement): Promise<void> {
  if (opened.has(place)) return;
  opened.add(place);
  const { recorder, cut } = place.dataset;
  const { openRecorder, openCut }: Recording = await import(recorder ?? cut ?? '');
  if (recorder === undefined) openCut(place);
  else openRecorder(place, carriedHeaders);
}

onContent((root) => {
  for (const place of root.querySelectorAll<HTMLElement>('[data-recorder], [data-cut]'))
    void open(place);
});

/** Sound and film: what helps to watch them, and to write what is said in them, is loaded where there is some. */
import { onContent } from './on-content.ts';
import { send } from './send.ts';
import type { Watch } from './watching.ts';

const begun = new WeakSet<HTMLElement>();

interface Part {
  watch: Watch;
}

onContent((root) => {
  for (const place of root.querySelectorAll<HTMLElement>('[data-player-script]')) {
    if (begun.has(place)) continue;
    begun.add(place);
    void import(place.dataset['playerScript'] ?? '').then(({ watch }: Part) => watch(place, send));
  }
});

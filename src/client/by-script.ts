/** What only a script can do is told where one runs (`data-by-script`, hidden otherwise). */
import { onContent } from './on-content.ts';

onContent((root) => {
  for (const part of root.querySelectorAll<HTMLElement>('[data-by-script]')) part.hidden = false;
});

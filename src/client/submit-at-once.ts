/** A form that only carries something through the browser; without a script it shows a button. */
import { onContent } from './on-content.ts';

onContent((root) => {
  root.querySelector<HTMLFormElement>('form[data-submit-at-once]')?.submit();
});

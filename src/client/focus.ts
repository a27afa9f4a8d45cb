/** Where a person goes on when a page has come: at what needs them first, or else at its heading. */
import { onPage } from './on-page.ts';

/** A link to a place in the page is already there. */
function isAtPlace(): boolean {
  return location.hash.length > 1 && document.getElementById(location.hash.slice(1)) !== null;
}

function lead(): void {
  const urgent = document.querySelector<HTMLElement>('[data-focus]');
  const heading = document.querySelector<HTMLElement>('main h1');
  const place = urgent ?? (isAtPlace() ? null : heading);
  if (!place) return;
  place.tabIndex = -1;
  place.focus();
}

/** Whether the person came by a link or form of ours; Back and Reload keep the place they knew. */
function followedOurLink(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  const isNew = navigation instanceof PerformanceNavigationTiming && navigation.type === 'navigate';
  return isNew && document.referrer.startsWith(`${location.origin}/`);
}

// A frame that was only just opened must not pull the person out of the page around it.
if (document.hasFocus() && followedOurLink()) lead();
onPage(() => {
  if (document.hasFocus()) lead();
});

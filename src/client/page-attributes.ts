/** htmx takes over a page's content and title; its language, direction and settings have to come along. */
import { onPage } from './on-page.ts';

const ofPage = ['lang', 'dir', 'class'];
const ofBody = ['data-host-origins', 'data-locale', 'data-time-zone'];

function copy(names: string[], from: Element, to: Element): void {
  for (const name of names) {
    const value = from.getAttribute(name);
    if (value === null) to.removeAttribute(name);
    else to.setAttribute(name, value);
  }
}

onPage((html) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  copy(ofPage, page.documentElement, document.documentElement);
  copy(ofBody, page.body, document.body);
});

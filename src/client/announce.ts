/**
 * What a page says in passing is also said to the host, whose screen reader may not listen inside frames:
 * what stood there from the beginning, and whatever comes later, once each.
 */
import { tellHost } from './host.ts';

const said = new WeakMap<Element, string>();

function say(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[role=status], [role=alert]')) {
    if (element.closest('[hidden]')) continue;
    // As it is laid out: of a list, each point stands by itself.
    const body = element.innerText.trim().replaceAll(/\s+/g, ' ');
    if (said.get(element) === body) continue;
    said.set(element, body);
    const message = { subject: 'lti.screenReaderAlert', body };
    if (body) tellHost(message);
  }
}

say();
new MutationObserver(say).observe(document.body, {
  childList: true,
  characterData: true,
  attributeFilter: ['hidden'],
  subtree: true,
});

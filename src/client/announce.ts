/**
 * What a page says in passing is also said to the host, whose screen reader may not listen inside frames.
 *
 * @see [LTI Client Side postMessages 0.1](https://www.imsglobal.org/spec/lti-cs-pm/v0p1)
 */
import { onContent } from './on-content.ts';

const origins = document.body.dataset['hostOrigins']?.split(' ') ?? [];

onContent((root) => {
  if (window.parent === window) return;
  for (const element of root.querySelectorAll('[role=status], [role=alert]')) {
    const body = element.textContent?.trim().replaceAll(/\s+/g, ' ');
    if (!body) continue;
    for (const origin of origins) {
      window.parent.postMessage({ subject: 'lti.screenReaderAlert', body }, origin);
    }
  }
});

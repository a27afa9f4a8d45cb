/** Tells the host how tall the page is, so that it scrolls once and not twice. */
import { tellHost } from './host.ts';

let reported = 0;

function report(): void {
  // A dialogue scrolls within the height its host gave it, so that its buttons stay in sight.
  if (document.querySelector('[data-keeps-height]')) return;
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === reported) return;
  reported = height;
  const message = { subject: 'lti.frameResize', height };
  tellHost(message);
}

new ResizeObserver(() => requestAnimationFrame(report)).observe(document.body);

/** Tells the host how tall the page is, so that it scrolls once and not twice. */
import { tellHost } from './host.ts';

let reported = 0;

function report(): void {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === reported) return;
  reported = height;
  const message = { subject: 'lti.frameResize', height };
  tellHost(message);
}

new ResizeObserver(() => requestAnimationFrame(report)).observe(document.body);

/**
 * Tells the host how tall the page is, so that it scrolls once and not twice.
 *
 * @see [LTI Client Side postMessages 0.1](https://www.imsglobal.org/spec/lti-cs-pm/v0p1)
 */
let reported = 0;

function report(origins: readonly string[]): void {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === reported) return;
  reported = height;
  for (const origin of origins) {
    window.parent.postMessage({ subject: 'lti.frameResize', height }, origin);
  }
}

const origins = document.body.dataset['hostOrigins']?.split(' ') ?? [];

if (window.parent !== window && origins.length > 0) {
  new ResizeObserver(() => requestAnimationFrame(() => report(origins))).observe(document.body);
}

interface SwapEvent extends CustomEvent {
  detail: { ctx: { text: string } };
}

function isSwap(event: Event): event is SwapEvent {
  return event instanceof CustomEvent;
}

/** Runs whenever htmx has put another page in place of this one; not for a part that changed in it. */
export function onPage(work: (html: string) => void): void {
  document.addEventListener('htmx:after:swap', (event) => {
    if (isSwap(event) && event.detail.ctx.text.includes('<html')) work(event.detail.ctx.text);
  });
}

// Pages that pass by: a form that posts itself, and a dialog's last page that closes it.
(() => {
  const form = document.querySelector('form[data-go-on]');
  if (form) HTMLFormElement.prototype.submit.call(form);

  const result = document.querySelector('[data-closes-after]');
  const delay = result?.dataset.closesAfter;
  if (delay) {
    // The page around is ours too, so it may be led on directly; without one, this page goes.
    setTimeout(() => window.parent.location.assign(result.dataset.closeHref), Number(delay));
  }
})();

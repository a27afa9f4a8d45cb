// The "view as" menu closes on Escape and on a press elsewhere. It opens without any script.
(() => {
  const open = () => document.querySelector('details[data-menu][open]');
  document.addEventListener('keydown', (event) => {
    const menu = open();
    if (event.key !== 'Escape' || !menu) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  document.addEventListener('click', (event) => {
    const menu = open();
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  // A press inside the tool's frame takes the focus away without a click here.
  window.addEventListener('blur', () => {
    const menu = open();
    if (menu) menu.open = false;
  });
})();

// What the tool in the frame may ask of the page around it. Only its own origin is heard.
(() => {
  const tallest = 20000;

  const stage = () => document.querySelector('[data-stage]');
  const frame = () => stage().querySelector('iframe');

  /** Never lower than the room that is there anyway, never taller than makes sense. */
  const resize = ({ height }) => {
    const wanted = Number(height);
    if (!Number.isFinite(wanted) || wanted <= 0) return { error: fault('height must be a number') };
    frame().style.height = `${Math.min(Math.ceil(wanted), tallest)}px`;
    return { height: wanted };
  };

  const fault = (message) => ({ code: 'bad_request', message });

  const windowSize = () => ({
    height: window.innerHeight,
    width: window.innerWidth,
    offset: { top: frame().getBoundingClientRect().top, left: frame().getBoundingClientRect().left },
    footer: 0,
    scrollY: window.scrollY,
  });

  const scrollToTop = () => {
    window.scrollTo({ top: 0 });
    return {};
  };

  /** Emptied first, so that the same words twice are said twice. */
  const announce = ({ body }) => {
    const place = document.getElementById('announcements');
    place.textContent = '';
    setTimeout(() => {
      place.textContent = String(body ?? '').slice(0, 500);
    }, 50);
    return {};
  };

  const close = () => {
    window.location.assign(stage().dataset.closeHref);
    return undefined;
  };

  const acts = {
    'lti.frameResize': resize,
    'lti.scrollToTop': scrollToTop,
    'lti.fetchWindowSize': windowSize,
    'lti.screenReaderAlert': announce,
    'org.imsglobal.lti.close': close,
  };

  window.addEventListener('message', ({ data, origin, source }) => {
    if (!stage() || origin !== stage().dataset.toolOrigin || !source) return;
    if (typeof data !== 'object' || data === null || !Object.hasOwn(acts, data.subject)) return;
    const answer = acts[data.subject](data);
    if (!answer || data.message_id === undefined) return;
    const reply = { subject: `${data.subject}.response`, message_id: data.message_id };
    source.postMessage({ ...reply, ...answer }, origin);
  });
})();

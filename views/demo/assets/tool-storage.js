// Keeps small values for the tool in the frame (LTI Client Side postMessages 0.1, LTI postMessage
// Storage 0.1). Loaded before the frame is, so that no message comes too early. Values live as long
// as the page, and in sessionStorage where the browser allows it; each origin sees its own only.
(() => {
  const kept = new Map();
  const largestValue = 4096;
  const mostValues = 200;

  const stage = () => document.querySelector('[data-stage]');
  const frames = ['lti.frameResize', 'lti.scrollToTop', 'lti.fetchWindowSize'];
  const others = ['lti.capabilities', 'lti.screenReaderAlert', 'org.imsglobal.lti.close'];

  const capabilities = () => {
    const plain = [...others, ...frames].map((subject) => ({ subject }));
    if (stage().dataset.storage !== 'offered') return { supported_messages: plain };
    const storing = ['lti.put_data', 'lti.get_data'].map((subject) => {
      return { subject, frame: '_parent' };
    });
    return { supported_messages: [...plain, ...storing] };
  };

  const nameOf = (origin, key) => `lti ${origin} ${key}`;
  const inSession = (act) => {
    try {
      return act(window.sessionStorage);
    } catch {
      return undefined;
    }
  };

  const isWord = (value) => typeof value === 'string' && value !== '';
  const fault = (code, message) => ({ error: { code, message } });

  const put = (origin, { key, value }) => {
    if (!isWord(key)) return fault('bad_request', 'A key is needed, in letters.');
    const name = nameOf(origin, key);
    if (value === null || value === undefined) {
      kept.delete(name);
      inSession((session) => session.removeItem(name));
      return { key, value: null };
    }
    if (typeof value !== 'string') return fault('bad_request', 'The value must be a string.');
    const full = kept.size >= mostValues && !kept.has(name);
    if (full || key.length + value.length > largestValue) {
      return fault('storage_exhaustion', 'There is no room for this value.');
    }
    kept.set(name, value);
    inSession((session) => session.setItem(name, value));
    return { key, value };
  };

  const get = (origin, { key }) => {
    if (!isWord(key)) return fault('bad_request', 'A key is needed, in letters.');
    const name = nameOf(origin, key);
    const value = kept.get(name) ?? inSession((session) => session.getItem(name)) ?? null;
    return { key, value };
  };

  const answerTo = (subject, origin, data) => {
    if (subject === 'lti.capabilities') return capabilities();
    if (stage().dataset.storage !== 'offered') return undefined;
    if (subject === 'lti.put_data') return put(origin, data);
    if (subject === 'lti.get_data') return get(origin, data);
    return undefined;
  };

  window.addEventListener('message', ({ data, origin, source }) => {
    if (!stage() || origin !== stage().dataset.toolOrigin || !source) return;
    if (typeof data !== 'object' || data === null || !isWord(data.subject)) return;
    const answer = answerTo(data.subject, origin, data);
    if (!answer) return;
    const reply = { subject: `${data.subject}.response`, message_id: data.message_id };
    source.postMessage({ ...reply, ...answer }, origin);
  });
})();

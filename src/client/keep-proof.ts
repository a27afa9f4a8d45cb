/**
 * The page that offers a new tab also keeps that tab's proof, for a browser that takes no cookie at all.
 * It answers as a platform's storage would, and to our own origin only.
 */
const kept = new Map<string, string>();

interface StorageRequest {
  subject: 'lti.put_data' | 'lti.get_data';
  message_id: string;
  key: string;
  value?: string;
}

function isStorageRequest(data: unknown): data is StorageRequest {
  if (typeof data !== 'object' || data === null || !('subject' in data)) return false;
  return data.subject === 'lti.put_data' || data.subject === 'lti.get_data';
}

if (document.querySelector('[data-keeps-proof]')) {
  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin !== location.origin || !source || !isStorageRequest(data)) return;
    if (data.value !== undefined) kept.set(data.key, data.value);
    source.postMessage(
      {
        subject: `${data.subject}.response`,
        message_id: data.message_id,
        key: data.key,
        value: kept.get(data.key),
      },
      { targetOrigin: origin },
    );
  });
}

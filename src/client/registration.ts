/**
 * After a registration the LMS's window is told to close ours.
 *
 * @see [LTI Dynamic Registration 1.0, 3.8](https://www.imsglobal.org/spec/lti-dr/v1p0#step-4-registration-completed-and-activation)
 */
function close(): void {
  const host: Window = window.opener ?? window.parent;
  host.postMessage({ subject: 'org.imsglobal.lti.close' }, '*');
}

if (document.querySelector('[data-registration-done]')) {
  close();
  document.querySelector('[data-close-registration]')?.addEventListener('click', close);
}

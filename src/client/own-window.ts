/** Goes on in a window of its own, which may do what the page around a frame does not let it. */
const name = 'guildhall-recorder';

interface Answer {
  pass?: string;
}

function post(action: string, pass: string): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = action;
  form.target = name;
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = 'pass';
  field.value = pass;
  form.append(field);
  document.body.append(form);
  form.submit();
  form.remove();
}

/** @param wishes.pass where a pass is to be had @returns what came of it */
export async function openOwnWindow({
  pass: path,
  action,
  token,
  headers,
}: {
  pass: string;
  action: string;
  token: string;
  headers: Record<string, string>;
}): Promise<'opened' | 'blocked' | 'failed'> {
  // At once: a browser lets nobody open one who thinks about it first.
  const own = window.open('', name, 'popup,width=960,height=860');
  if (!own) return 'blocked';
  const body = new URLSearchParams({ _token: token });
  const answer = await fetch(path, { method: 'POST', body, headers }).catch(() => null);
  const { pass }: Answer = answer?.ok ? await answer.json() : {};
  if (pass === undefined) {
    own.close();
    return 'failed';
  }
  post(action, pass);
  own.focus();
  return 'opened';
}

/** Sends one file while its person writes on. */
import { carriedHeaders } from './carry-session.ts';

export interface Given {
  /** The words that stand for it. */
  markdown: string;
  isPicture: boolean;
}

/** Why it is not here; empty words where nothing is known but that. */
export class NotGiven extends Error {
  readonly status: number;

  constructor(status: number, problem = '') {
    super(problem);
    this.status = status;
  }
}

/** Our server's answer; whatever else answers has nothing of this in it. */
interface Answer {
  markdown?: string;
  isPicture?: boolean;
  problem?: string;
}

function answerOf({ status, responseText }: XMLHttpRequest): Given {
  const isOurs = (status === 201 || status === 422) && responseText.startsWith('{');
  const answer: Answer = isOurs ? JSON.parse(responseText) : {};
  if (answer.markdown === undefined) throw new NotGiven(status, answer.problem);
  return { markdown: answer.markdown, isPicture: answer.isPicture ?? false };
}

/** @param onProgress told how much of it is under way, from 0 to 1 */
export function giveFile(
  path: string,
  { file, token }: { file: File; token: string },
  onProgress: (part: number) => void,
): Promise<Given> {
  const form = new FormData();
  form.append('_token', token);
  form.append('files', file);
  // The only way that tells how far an upload is.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener('error', () => reject(new NotGiven(0)));
    request.addEventListener('load', () => {
      try {
        resolve(answerOf(request));
      } catch (error) {
        reject(error instanceof Error ? error : new NotGiven(request.status));
      }
    });
    request.open('POST', path);
    for (const [name, value] of Object.entries(carriedHeaders()))
      request.setRequestHeader(name, value);
    request.send(form);
  });
}

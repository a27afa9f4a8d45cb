/** Requests of the tus protocol, and which answers are no use asking again for. */

/** The server will not have it, however often it is asked. */
export class Over extends Error {
  readonly status: number;

  constructor(status: number, problem: string) {
    super(problem);
    this.status = status;
  }
}

const over = new Set([400, 401, 403, 404, 410, 413, 415, 422]);

async function problemIn(answer: Response): Promise<string> {
  const words = await answer.text();
  const { problem = '' }: { problem?: string } = words.startsWith('{') ? JSON.parse(words) : {};
  return problem;
}

interface TusRequest extends Omit<RequestInit, 'headers'> {
  headers: Record<string, string>;
}

/** @throws Over, or another error where it is worth asking again */
export async function askTus(path: string, request: TusRequest): Promise<Response> {
  const headers = { 'Tus-Resumable': '1.0.0', ...request.headers };
  const answer = await fetch(path, { ...request, headers });
  if (answer.ok) return answer;
  if (over.has(answer.status)) throw new Over(answer.status, await problemIn(answer));
  throw new Error(String(answer.status));
}

/** A header that every such answer has. @throws Error where something else answered */
export function told({ headers }: Response, name: string): string {
  const value = headers.get(name);
  if (value === null) throw new Error(`An answer without ${name}`);
  return value;
}

import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';

/** One request, ready to be sent. */
export interface Question {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Answered {
  seconds: number;
  latenciesMs: number[];
  answers: Answer[];
}

const patienceMs = 30_000;

/**
 * Sends all of them over kept-open connections, so many at a time, each as soon as another was answered.
 *
 * @throws Error at the first answer with another status than expected: a refusal is quick to give
 */
export async function sendAll(
  url: string,
  questions: readonly Question[],
  { inFlight, status }: { inFlight: number; status: number },
): Promise<Answered> {
  const pool = new Pool(url, {
    connections: inFlight,
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
  });
  const latenciesMs: number[] = [];
  const answers: Answer[] = [];
  const waiting = questions.values();

  async function lane(): Promise<void> {
    for (const question of waiting) {
      const sentAt = performance.now();
      const { statusCode, headers, body } = await pool.request(question);
      const text = await body.text();
      latenciesMs.push(performance.now() - sentAt);
      if (statusCode !== status)
        throw new Error(`${url}${question.path} answered ${statusCode}: ${text.slice(0, 500)}`);
      answers.push({ status: statusCode, headers, body: text });
    }
  }

  const began = performance.now();
  try {
    await Promise.all(Array.from({ length: inFlight }, lane));
    return { seconds: (performance.now() - began) / 1000, latenciesMs, answers };
  } finally {
    await pool.close();
  }
}

import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
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

/** How they are sent, and the status that a true answer has. */
export interface Sending {
  inFlight: number;
  status: number;
  /** What somebody takes to look at an answer before they ask again; about so long, each time another. */
  pauseMs?: number;
}

/**
 * Sends all of them over kept-open connections, so many at a time, each as soon as another was answered and looked
 * at.
 *
 * @throws Error at the first answer with another status than expected: a refusal is quick to give
 */
export async function sendAll(
  url: string,
  questions: readonly Question[],
  { inFlight, status, pauseMs = 0 }: Sending,
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
      if (pauseMs > 0) await setTimeout(pauseMs * (0.5 + Math.random()));
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

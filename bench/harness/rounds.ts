import { sendAll, type Question } from './load.ts';
import { median, percentile, range } from './statistics.ts';
import type { Server } from './server.ts';

/** Somebody who is measured: what is asked of them, and the status that a true answer has. */
export interface Subject {
  name: string;
  server: Server;
  status: number;
  /** Makes that many requests; what this takes is not counted. */
  questions(count: number): Promise<Question[]> | Question[];
}

export interface Measured {
  name: string;
  /** CPU of the server's process for each request, in milliseconds, a value for each round. */
  cpuMs: number[];
  perSecond: number[];
  latenciesMs: number[];
}

export interface Pace {
  rounds: number;
  /** Requests of each subject in each round. */
  count: number;
  inFlight: number;
  /** What each of them takes about to look at an answer before they ask again. */
  pauseMs?: number;
}

async function takeTurn(subject: Subject, { count, ...sending }: Pace) {
  const { server, status } = subject;
  const questions = await subject.questions(count);
  const before = await server.cpuMs();
  const { seconds, latenciesMs } = await sendAll(server.url, questions, { ...sending, status });
  const cpuMs = (await server.cpuMs()) - before;
  return { cpuMs: cpuMs / count, perSecond: count / seconds, latenciesMs };
}

/**
 * Measures in turns, A B C A B C, so that whatever else the machine does befalls all alike. A first round
 * warms everybody up and does not count.
 */
export async function inTurns(subjects: readonly Subject[], pace: Pace): Promise<Measured[]> {
  const measured = subjects.map(({ name }): Measured => ({
    name,
    cpuMs: [],
    perSecond: [],
    latenciesMs: [],
  }));
  for (const subject of subjects) await takeTurn(subject, pace);
  for (let round = 1; round <= pace.rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      const turn = await takeTurn(subject, pace);
      measured[index]?.cpuMs.push(turn.cpuMs);
      measured[index]?.perSecond.push(turn.perSecond);
      measured[index]?.latenciesMs.push(...turn.latenciesMs);
    }
  }
  return measured;
}

export const speedColumns = ['CPU ms', 'range', 'a second', 'range', 'p50 ms', 'p99 ms'];

/** Medians over the rounds with their range, and percentiles over all requests. */
export function speedCells({ cpuMs, perSecond, latenciesMs }: Measured): string[] {
  return [
    median(cpuMs).toFixed(2),
    range(cpuMs, 2),
    median(perSecond).toFixed(0),
    range(perSecond, 0),
    percentile(latenciesMs, 50).toFixed(1),
    percentile(latenciesMs, 99).toFixed(1),
  ];
}

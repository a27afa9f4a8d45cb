import type pg from 'pg';

/**
 * A connection may break at any time: idle, at work, or while the pool lets go of it. Whoever asks it for
 * something hears of that by their query; the event alone would end the process.
 */
export function outliveBreaks(pool: pg.Pool): void {
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });
}

import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Goes up when an older program could not read what a newer one wrote. */
export const archiveFormat = 1;

const Tally = z.object({ rows: z.number().int(), sum: z.string() });

/** How many rows a table has, and a checksum of them that does not depend on their order. */
export type Tally = z.infer<typeof Tally>;
export type Tallies = Record<string, Tally>;

export const Header = z.object({
  kind: z.literal('guildhall-archive'),
  format: z.number().int(),
  madeAt: z.string(),
  migrations: z.array(
    z.object({ number: z.number().int(), name: z.string(), checksum: z.string() }),
  ),
  /** Tells whether a secret is the one the archived keys are encrypted with, without telling it. */
  secretFingerprint: z.string(),
  secret: z.string().optional(),
});
export type Header = z.infer<typeof Header>;

/** Every value is its text in PostgreSQL, which both engines write and read alike. */
export const Row = z.array(z.string().nullable());
export type Row = z.infer<typeof Row>;

const TableStart = z.object({
  kind: z.literal('table'),
  name: z.string(),
  columns: z.array(z.string()),
});
const End = z.object({ kind: z.literal('end'), tables: z.record(z.string(), Tally) });

/** What may follow the header: a table's name, its rows, the next table, and at last the tallies. */
export const Entry = z.union([Row, TableStart, End]);
export type Entry = z.infer<typeof Entry>;

const modulus = 2n ** 256n;

/** Adds up rows as they pass. */
export function createTally(): { add(row: Row): void; total(): Tally } {
  let rows = 0;
  let sum = 0n;
  return {
    add: (row) => {
      rows += 1;
      const hash = createHash('sha256').update(JSON.stringify(row)).digest('hex');
      sum = (sum + BigInt(`0x${hash}`)) % modulus;
    },
    total: () => ({ rows, sum: sum.toString(16).padStart(64, '0') }),
  };
}

/** The tables whose tallies differ, or that only one side has. */
export function differences(left: Tallies, right: Tallies): string[] {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].filter((name) => {
    const [a, b] = [left[name], right[name]];
    return a?.rows !== b?.rows || a?.sum !== b?.sum;
  });
}

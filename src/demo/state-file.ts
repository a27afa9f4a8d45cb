import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { stateSchema } from './records.ts';
import type { State } from './records.ts';

/** Where the state lives between two runs. */
export interface Keeper {
  state: State;
  /** Resolves when everything changed so far would survive a crash. */
  save(): Promise<void>;
}

/**
 * Open the state, from the file when there is one.
 *
 * A file that cannot be understood is set aside under `<file>.unreadable`, so that a demo always
 * starts; without a file name the state lives as long as the process.
 */
export async function openState(stateFile: string | undefined): Promise<Keeper> {
  if (stateFile === undefined) {
    return { state: emptyState(), save: () => Promise.resolve() };
  }
  await mkdir(path.dirname(stateFile), { recursive: true });
  const state = (await readState(stateFile)) ?? emptyState();
  return { state, save: oneAtATime(() => writeState(stateFile, state)) };
}

function emptyState(): State {
  return { version: 1, platforms: {} };
}

const missingSchema = z.object({ code: z.literal('ENOENT') });

async function readState(stateFile: string): Promise<State | undefined> {
  let text: string;
  try {
    text = await readFile(stateFile, 'utf8');
  } catch (error) {
    if (missingSchema.safeParse(error).success) return undefined;
    throw error;
  }
  const parsed = stateSchema.safeParse(jsonOrNothing(text));
  if (parsed.success) return parsed.data;
  await rename(stateFile, `${stateFile}.unreadable`);
  return undefined;
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Write beside, sync, rename: whoever reads sees the old state or the new one, never half. */
async function writeState(stateFile: string, state: State): Promise<void> {
  const beside = `${stateFile}.new`;
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(state, null, 2));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, stateFile);
}

/** Writers queue up, so that two of them never share the file beside. */
function oneAtATime(write: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    const next = last.then(write);
    last = next.catch(() => undefined);
    return next;
  };
}

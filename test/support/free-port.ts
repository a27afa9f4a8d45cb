import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what Linux gives to whoever connects or asks for any port, so that nobody is given one of these. */
const lowest = 12_000;
const ofEachProcess = 2000;
/** From one; two processes that test at once have different ones. */
const place = Number(process.env['VITEST_POOL_ID']) % 10;
let asked = 0;

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch {
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}

/** A port for a program that a test starts, which stays free until it does. */
export async function freePort(): Promise<number> {
  const port = lowest + place * ofEachProcess + (asked++ % ofEachProcess);
  return (await isFree(port)) ? port : freePort();
}

/** So few documents that the embedded engine keeps nobody waiting. */
const documentsAtOnce = 200;

/**
 * Does what is to be done to many documents, a part at a time, until there was less than a part left.
 *
 * @param work does at most so many. @returns how many it did
 */
export async function partByPart(
  signal: AbortSignal,
  work: (limit: number) => Promise<number>,
): Promise<void> {
  let done: number;
  do {
    signal.throwIfAborted();
    done = await work(documentsAtOnce);
  } while (done === documentsAtOnce);
}

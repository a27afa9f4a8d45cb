/** Goes through pages of ids until one is empty; each begins after the last id of the one before. */
export async function* everyId(
  page: (after: string | null) => Promise<string[]>,
): AsyncGenerator<string> {
  let after: string | null = null;
  do {
    const ids: string[] = await page(after);
    yield* ids;
    after = ids.at(-1) ?? null;
  } while (after !== null);
}

/** A post as it is worded now. */
export interface Wording {
  id: string;
  postNo: number;
  revisionNo: number;
  body: string;
  /** What a question says was tried. */
  tried: string;
}

/**
 * Puts posts one after another, as Markdown. Beneath the words of each stands where they are from, so that whoever
 * moves a passage moves that with it.
 *
 * @param sourceOf the words that lead to a post, and its address
 */
export function compose(
  wordings: readonly Wording[],
  sourceOf: (wording: Wording) => { words: string; url: string },
): string {
  return wordings
    .map((wording) => {
      const { words, url } = sourceOf(wording);
      const said = [wording.body, wording.tried].filter((text) => text !== '');
      return [...said, `[${words}](${url})`].join('\n\n');
    })
    .join('\n\n');
}

/** Why an archive was not made or not restored, in words for whoever runs the command. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}

export const damaged = (what: string, cause?: unknown) =>
  new ArchiveRefused(`The archive is damaged: ${what}. Nothing was restored.`, { cause });

const mostLetters = 60;

/** A title as a part of a path that any system can hold and anybody can read. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const letters = Array.from(plain.replaceAll(/^-+|-+$/g, '')).slice(0, mostLetters);
  return letters.join('').replaceAll(/-+$/g, '');
}

/** What of an id tells it from others of the same title. */
const shortOf = (id: string) => id.slice(-12);

/** Where something is read in an archive. */
export function documentPath(folder: string, { id, title }: { id: string; title: string }): string {
  const slug = slugOf(title);
  return `${folder}/${slug === '' ? '' : `${slug}-`}${shortOf(id)}.md`;
}

/** Where a content lies, whatever it is called. */
export const folderOf = (sha256: string): string => `files/${sha256.slice(0, 16)}/`;

/** Where the content of a file lies, under a name that any system can hold. */
export function contentPath({ sha256, name }: { sha256: string; name: string }): string {
  const plain = name.replaceAll(/[\p{Cc}<>:"|?*\\/]/gu, '_').replaceAll(/^[. ]+|[. ]+$/g, '');
  return `${folderOf(sha256)}${plain === '' ? 'file' : plain}`;
}

/** The address of another document of the archive, from one that lies so many folders deep. */
export function linkTo(path: string, depth: number): string {
  const steps = path
    .split('/')
    .map((step) =>
      encodeURIComponent(step).replaceAll(
        /[()'*!]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    );
  return '../'.repeat(depth) + steps.join('/');
}

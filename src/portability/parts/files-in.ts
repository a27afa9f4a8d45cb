import { holdContent } from '../../files/index.ts';
import { insertAll } from '../arrival-store.ts';
import { checkKnown } from '../arriving.ts';
import { Broken } from '../broken.ts';
import { StoredFile } from './files.ts';
import { wayIn } from './part.ts';

/** What a file is, its content says, whatever the archive does. */
export const filesIn = wayIn({
  name: 'files',
  line: StoredFile,
  check: ({ id, sha256, giver }, { known, contents }) => {
    checkKnown(known.people, giver);
    const content = contents.get(sha256);
    if (!content) throw new Broken('missing');
    if (known.files.has(id)) throw new Broken('line');
    known.files.set(id, content);
  },
  keep: async (tx, { organizationId, communityId, idOf, contents }, lines) => {
    const rows = lines.flatMap(({ id, sha256, giver, createdAt }) => {
      const content = contents.get(sha256);
      const owner = { organizationId, communityId, givenBy: idOf(giver), createdAt };
      return content ? [{ ...owner, ...content, id: idOf(id) }] : [];
    });
    for (const row of rows) await holdContent(tx, organizationId, row);
    await insertAll(tx, 'files', rows);
  },
});

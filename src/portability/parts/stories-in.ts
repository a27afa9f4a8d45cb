import { renderMarkdown, rendererVersion } from '../../web/index.ts';
import { insertAll } from '../arrival-store.ts';
import { checkKnown } from '../arriving.ts';
import { wayIn } from './part.ts';
import { Story } from './stories.ts';

/** What members tell of what they used. */
export const storiesIn = wayIn({
  name: 'stories',
  line: Story,
  check: ({ of, teller }, { known }) => {
    checkKnown(known.people, teller);
    checkKnown(
      { post: known.posts, resource: known.resources, article: known.articles }[of.kind],
      of.id,
    );
  },
  keep: (tx, { organizationId, communityId, idOf, wordsOf }, lines) =>
    insertAll(
      tx,
      'stories',
      lines.map(({ id, of, teller, tried, ...told }) => {
        const words = wordsOf(tried);
        const said = { triedSource: words, triedHtml: renderMarkdown(words), rendererVersion };
        const holder = { holderKind: of.kind, holderId: idOf(of.id) };
        const owned = { organizationId, communityId, id: idOf(id), toldBy: idOf(teller) };
        return { ...owned, ...holder, ...said, ...told };
      }),
    ),
});

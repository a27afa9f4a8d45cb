import { fold } from '../../communities/index.ts';
import { insertAll } from '../arrival-store.ts';
import { checkKnown, noteOnce } from '../arriving.ts';
import { GlossaryTerm } from './glossary.ts';
import { wayIn } from './part.ts';

/** What the community means by its words. Whoever brings it answers for how they are worded. */
export const glossaryIn = wayIn({
  name: 'glossary',
  since: 2,
  line: GlossaryTerm,
  check: ({ term, article }, { known }) => {
    noteOnce(known.terms, fold(term));
    checkKnown(known.articles, article);
  },
  keep: (tx, { organizationId, communityId, personId, idOf }, lines) =>
    insertAll(
      tx,
      'glossaryTerms',
      lines.map(({ id, term, meaning, article }) => ({
        organizationId,
        communityId,
        id: idOf(id),
        term,
        termKey: fold(term),
        meaning,
        articleId: article && idOf(article),
        wordedBy: personId,
      })),
    ),
});

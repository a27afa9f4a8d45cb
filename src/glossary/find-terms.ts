import type { FindTerms } from '../knowledge/index.ts';
import { glossaryPaths } from './paths.ts';
import { mostTerms, termsOf } from './store.ts';
import { underlined } from './underline.ts';

/** Has an article say what its community means by its words. */
export const findTerms: FindTerms = async (tx, communityId) => {
  const terms = (await termsOf(tx, communityId)).slice(0, mostTerms);
  return (html, say) =>
    underlined(html, terms, {
      pathOf: (id) => glossaryPaths.at(communityId, id),
      name: say('glossary.title'),
    });
};

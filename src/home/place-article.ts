import { articlesTitled, findShownArticle, knowledgePaths } from '../knowledge/index.ts';
import { titledPlaceable } from './titled-placeable.ts';

/** What a community knows about something. */
export const article = titledPlaceable<{ id: string; title: string }>({
  view: 'article',
  mostRecent: 4,
  titled: articlesTitled,
  find: findShownArticle,
  nameOf: (_, say) => say('deepLinking.article'),
  path: knowledgePaths.article,
});

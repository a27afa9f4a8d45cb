import { collectionPaths, collectionsTitled, findShownCollection } from '../resources/index.ts';
import { titledPlaceable } from './titled-placeable.ts';

/** Resources that somebody put together, in their order. */
export const collection = titledPlaceable<{ id: string; title: string }>({
  view: 'collection',
  mostRecent: 4,
  titled: collectionsTitled,
  find: findShownCollection,
  nameOf: (_, say) => say('deepLinking.collection'),
  path: collectionPaths.collection,
});

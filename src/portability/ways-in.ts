import { agendaIn } from './parts/agenda-in.ts';
import { articlesIn, sectionsIn } from './parts/articles-in.ts';
import { collectionsIn } from './parts/collections-in.ts';
import { filesIn } from './parts/files-in.ts';
import { glossaryIn } from './parts/glossary-in.ts';
import type { WayIn } from './parts/part.ts';
import { peopleIn } from './parts/people-in.ts';
import { postsIn } from './parts/posts-in.ts';
import { captionsIn, resourcesIn } from './parts/resources-in.ts';
import { storiesIn } from './parts/stories-in.ts';
import { threadsIn } from './parts/threads-in.ts';

/** All that comes in, in an order in which nothing is referred to before it is there. */
export const waysIn: readonly WayIn[] = [
  peopleIn,
  filesIn,
  threadsIn,
  postsIn,
  resourcesIn,
  captionsIn,
  collectionsIn,
  sectionsIn,
  articlesIn,
  storiesIn,
  agendaIn,
  glossaryIn,
];

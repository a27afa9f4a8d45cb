import { agendaDocuments, leaveAgenda } from './parts/agenda.ts';
import { articleDocuments, leaveArticles, leaveSections } from './parts/articles.ts';
import { collectionDocuments, leaveCollections } from './parts/collections.ts';
import { leaveFiles } from './parts/files.ts';
import type { Part } from './parts/part.ts';
import { glossaryDocuments, leaveGlossary } from './parts/glossary.ts';
import { leavePeople } from './parts/people.ts';
import { leavePosts } from './parts/posts.ts';
import { resourceDocuments } from './parts/resource-documents.ts';
import { leaveCaptions, leaveResources } from './parts/resources.ts';
import { leaveStories, storyDocuments } from './parts/stories.ts';
import { threadDocuments } from './parts/thread-documents.ts';
import { leaveThreads } from './parts/threads.ts';

/** All that an archive holds of a community, in the order it leaves. People come last: by then it is known who is named. */
export const parts: readonly Part[] = [
  { name: 'files', leave: leaveFiles },
  { name: 'threads', leave: leaveThreads, documents: threadDocuments },
  { name: 'posts', leave: leavePosts },
  { name: 'resources', leave: leaveResources, documents: resourceDocuments },
  { name: 'captions', leave: leaveCaptions },
  { name: 'collections', leave: leaveCollections, documents: collectionDocuments },
  { name: 'sections', leave: leaveSections },
  { name: 'articles', leave: leaveArticles, documents: articleDocuments },
  { name: 'stories', leave: leaveStories, documents: storyDocuments },
  { name: 'agenda', leave: leaveAgenda, documents: agendaDocuments },
  { name: 'glossary', leave: leaveGlossary, documents: glossaryDocuments },
  { name: 'people', leave: leavePeople },
];

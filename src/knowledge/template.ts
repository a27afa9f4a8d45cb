import type { Words } from '../web/index.ts';
import type { ArticleKind } from './article.ts';

/** What stands below each heading to begin from. */
const beginnings = {
  words: '',
  points: '- ',
  steps: '1. \n2. \n3. ',
  tasks: '- [ ] \n- [ ] ',
};

type Part = readonly [name: string, beginning: keyof typeof beginnings];

/** The headings of each kind, by a part of the keys of their words. */
const parts: Record<ArticleKind, readonly Part[]> = {
  page: [],
  'how-to': [
    ['when', 'words'],
    ['needs', 'points'],
    ['steps', 'steps'],
    ['seen', 'words'],
  ],
  lesson: [
    ['happened', 'words'],
    ['why', 'words'],
    ['since', 'words'],
    ['elsewhere', 'words'],
  ],
  checklist: [
    ['before', 'tasks'],
    ['during', 'tasks'],
    ['afterwards', 'tasks'],
  ],
  decision: [
    ['question', 'words'],
    ['decided', 'words'],
    ['because', 'words'],
    ['considered', 'points'],
    ['again', 'words'],
  ],
};

/** What an article of this kind begins as, in the language of whoever writes it. */
export function templateOf(kind: ArticleKind, say: Words): string {
  return parts[kind]
    .map(([name, beginning]) => `## ${say(`article.parts.${name}`)}\n\n${beginnings[beginning]}`)
    .join('\n\n');
}

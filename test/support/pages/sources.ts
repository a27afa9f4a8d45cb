import type { Pages } from './cast.ts';

export const sourcesPages: Pages = {
  'sources/choose': ({ teacher, thread }) => teacher.get(`${thread}/article`),
  'sources/choose, with errors': async ({ teacher, thread }) =>
    teacher.press(await teacher.get(`${thread}/article`), `${thread}/article`, { title: '' }),
};

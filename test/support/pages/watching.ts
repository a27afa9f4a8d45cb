import { shareFile } from '../library.ts';
import { film, webVtt } from '../recordings.ts';
import { pressEmpty, unbroken, type Cast, type Pages } from './cast.ts';

/** A film of the teacher's with captions and chapters, as far as it was watched. @returns its path */
export async function watchedPath({ world, teacher, home }: Cast): Promise<string> {
  const path = await shareFile(world, teacher, home, film(`${unbroken}.mp4`));
  const words = webVtt.replace('Welcome', unbroken);
  const [captions, chapters] = [`${path}/captions`, `${path}/chapters`];
  for (const language of ['de', 'en'])
    await teacher.press(await teacher.get(captions), captions, { language, captions: words });
  const parts = `0:00 ${unbroken.slice(0, 200)}`;
  await teacher.press(await teacher.get(chapters), chapters, { chapters: parts });
  return path;
}

export const watchingPages: Pages = {
  'resources/show, of a recording with all that belongs to it': async (cast) =>
    cast.teacher.get(await watchedPath(cast)),
  'watching/captions': async (cast) => cast.teacher.get(`${await watchedPath(cast)}/captions`),
  'watching/captions, with errors': async (cast) => {
    const page = `${await watchedPath(cast)}/captions`;
    return pressEmpty(cast.teacher, page, ['captions']);
  },
  'watching/chapters': async (cast) => cast.teacher.get(`${await watchedPath(cast)}/chapters`),
  'watching/chapters, with errors': async (cast) => {
    const page = `${await watchedPath(cast)}/chapters`;
    return cast.teacher.press(await cast.teacher.get(page), page, { chapters: unbroken });
  },
};

import { takeAlong } from '../archive.ts';
import { formWith, send, tokenOf } from '../files.ts';
import { freshCourse, type Pages } from './cast.ts';

export const portabilityPages: Pages = {
  'portability/bring': async ({ comes }) => {
    const own = freshCourse();
    const teacher = await comes({ role: 'instructor', course: own });
    const [, , courseId = ''] = teacher.arrived.url.pathname.split('/');
    return teacher.get(`/imports/new?course=${courseId}`);
  },
  'portability/import': async ({ world, teacher, comes, home }) => {
    const { zip } = await takeAlong(world.house, teacher, home);
    const other = await comes({ role: 'instructor', course: freshCourse() });
    const [, , courseId = ''] = other.arrived.url.pathname.split('/');
    const form = formWith({ _token: await tokenOf(other) }, [
      { name: 'a.zip', bytes: new Uint8Array(zip) },
    ]);
    const answer = await send(world.house, other, `/imports?course=${courseId}`, form);
    return other.get(answer.headers.get('location') ?? '');
  },
  'portability/archive': ({ teacher, home }) => teacher.get(`${home}/archive`),
};

import { formWith, send, tokenOf } from '../files.ts';
import { unbroken, type Pages } from './cast.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

export const documentsPages: Pages = {
  'documents/choose': ({ teacher, home }) => teacher.get(`${home}/documents`),
  'documents/choose, with errors': async ({ teacher, home }) =>
    teacher.press(await teacher.get(`${home}/documents`), `${home}/documents`, {}),
  'documents/plan': async ({ world, teacher, home }) => {
    const form = formWith({ _token: await tokenOf(teacher) }, [
      { name: 'wiki/start.md', bytes: bytesOf('Where to start') },
      { name: `wiki/${unbroken}/a.md`, bytes: bytesOf(`# ${unbroken}\n\nWords`) },
      { name: 'wiki/b.txt', bytes: bytesOf('Words') },
    ]);
    const answer = await send(world.house, teacher, `${home}/documents`, form);
    const url = new URL(answer.url);
    const { status } = answer;
    const seen = { url, status, headers: {}, setCookies: [], location: undefined };
    return { ...seen, body: await answer.text() };
  },
  'documents/plan, with errors': async ({ teacher, home }) => {
    const id = '01900000-0000-7000-8000-000000000001';
    const plan = JSON.stringify([{ id, title: unbroken, folders: [unbroken], body: 'Words' }]);
    const page = await teacher.get(`${home}/documents`);
    return teacher.press(page, `${home}/documents`, { plan }, `${home}/documents/articles`);
  },
};

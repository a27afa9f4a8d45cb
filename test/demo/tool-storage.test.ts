import { readFile } from 'node:fs/promises';
import vm from 'node:vm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';

const toolOrigin = 'http://localhost:3000';

type Message = Record<string, unknown>;
type Listener = (event: { data: unknown; origin: string; source: object }) => void;

let script: string;
let page: ReturnType<typeof openPage>;
beforeAll(async () => {
  script = await readFile(
    new URL('../../views/demo/assets/tool-storage.js', import.meta.url),
    'utf8',
  );
});
beforeEach(() => {
  page = openPage('offered');
});

/** A page around a tool, in a browser that lets nobody keep anything. */
function openPage(storage: 'offered' | 'none') {
  const listeners: Listener[] = [];
  const window = {
    addEventListener: (_type: string, listener: Listener) => listeners.push(listener),
    get sessionStorage(): never {
      throw new Error('SecurityError');
    },
  };
  const document = { querySelector: () => ({ dataset: { toolOrigin, storage } }) };
  vm.runInNewContext(script, { window, document });
  return {
    say(data: unknown, origin = toolOrigin): Message[] {
      const answers: Message[] = [];
      const source = {
        postMessage(answer: Message, target: string) {
          expect(target).toBe(origin);
          answers.push(structuredClone(answer));
        },
      };
      for (const hear of listeners) hear({ data, origin, source });
      return answers;
    },
  };
}

const codeOf = (message: Message) => page.say(message)[0]?.['error'];

describe('the storage that a page keeps for its tool', () => {
  it('gives back what was put there, even where the browser keeps nothing', () => {
    const put = { subject: 'lti.put_data', message_id: 'a', key: 'state', value: 'secret' };
    expect(page.say(put)).toEqual([
      { subject: 'lti.put_data.response', message_id: 'a', key: 'state', value: 'secret' },
    ]);
    expect(page.say({ subject: 'lti.get_data', message_id: 'b', key: 'state' })).toEqual([
      { subject: 'lti.get_data.response', message_id: 'b', key: 'state', value: 'secret' },
    ]);
  });

  it('forgets a value that is taken back', () => {
    page.say({ subject: 'lti.put_data', message_id: 'a', key: 'state', value: 'secret' });
    page.say({ subject: 'lti.put_data', message_id: 'b', key: 'state', value: null });
    const [answer] = page.say({ subject: 'lti.get_data', message_id: 'c', key: 'state' });
    expect(answer).toMatchObject({ value: null });
  });

  it('answers nobody but the tool, and nothing but sense', () => {
    const get = { subject: 'lti.get_data', message_id: 'a', key: 'state' };
    expect(page.say(get, 'http://elsewhere.example')).toEqual([]);
    for (const nonsense of [null, 'lti.get_data', 7, {}, { subject: 'lti.nothing' }]) {
      expect(page.say(nonsense)).toEqual([]);
    }
  });

  it('says what is wrong with a message, and when there is no room', () => {
    const put = { subject: 'lti.put_data', message_id: 'a', key: 'state' };
    expect(codeOf({ ...put, key: '', value: 'x' })).toMatchObject({ code: 'bad_request' });
    expect(codeOf({ ...put, value: 7 })).toMatchObject({ code: 'bad_request' });
    expect(codeOf({ ...put, value: 'x'.repeat(5000) })).toMatchObject({
      code: 'storage_exhaustion',
    });
  });

  it('announces storage only where it is offered', () => {
    const ask = { subject: 'lti.capabilities', message_id: 'a' };
    expect(JSON.stringify(page.say(ask))).toContain('"lti.put_data","frame":"_parent"');
    const older = openPage('none');
    expect(JSON.stringify(older.say(ask))).not.toContain('put_data');
    expect(older.say({ subject: 'lti.get_data', message_id: 'b', key: 'state' })).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { AddressRefused, isPublicAddress } from '../../src/outside/index.ts';
import { openInternet, type Internet, type Site } from '../support/internet.ts';

const open: Internet[] = [];

afterEach(async () => {
  for (const internet of open.splice(0)) await internet.close();
});

async function internet(...world: Parameters<typeof openInternet>): Promise<Internet> {
  const made = await openInternet(...world);
  open.push(made);
  return made;
}

const says =
  (body: string, headers: Record<string, string> = { 'content-type': 'text/html' }): Site =>
  (_, response) =>
    response.writeHead(200, headers).end(body);
const leadsTo =
  (location: string): Site =>
  (_, response) =>
    response.writeHead(302, { location }).end();
const wish = { accept: 'text/html', mostBytes: 1000 };

describe('an address of the inside', () => {
  it.each([
    '127.0.0.1',
    '127.8.9.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '203.0.113.9',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '2001:db8::1',
    'fec0::1',
    '100::1',
  ])('is refused: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fd00:ec2::254]/',
    'http://169.254.169.254/latest/',
    'http://①②⑦.⓪.⓪.①/',
    'http://localhost/',
    'http://x.localhost/',
    'http://LOCALHOST./',
  ])('is not asked, however it is spelt: %s', async (url) => {
    const { outside, dialled } = await internet({});

    await expect(outside.visit(url, wish)).rejects.toThrow(AddressRefused);
    expect(dialled).toEqual([]);
  });

  it.each([
    ['one', [['10.0.0.5']]],
    ['one beside a public one', [['93.184.215.14', '192.168.0.9']]],
    ['one of IPv6', [['fd12::1']]],
    ['none at all', [[]]],
  ])('is not asked where a name leads to %s', async (_, addresses) => {
    const { outside, dialled } = await internet(
      { 'inner.example': says('secret') },
      { 'inner.example': addresses },
    );

    await expect(outside.visit('http://inner.example/', wish)).rejects.toThrow(AddressRefused);
    expect(dialled).toEqual([]);
  });

  it('is not asked where a name leads there the second time', async () => {
    const turns = [['93.184.215.14'], ['127.0.0.1']];
    const { outside, lookedUp, dialled } = await internet(
      { 'twice.example': says('hello') },
      { 'twice.example': turns },
    );
    await outside.visit('http://twice.example/', wish);

    expect(lookedUp).toEqual(['twice.example']);
    expect(dialled).toEqual(['93.184.215.14']);
  });

  it.each([
    'http://127.0.0.1/',
    'http://inner.example/',
    '//localhost/',
    'http://0x7f000001/',
    'file:///etc/passwd',
    'http://a.example:8080/',
    'gopher://a.example/',
    'http://u:p@a.example/',
  ])('is not asked where a page redirects to %s', async (location) => {
    const { outside, asked } = await internet(
      { 'a.example': leadsTo(location), 'inner.example': says('secret') },
      { 'inner.example': [['10.0.0.5']] },
    );

    await expect(outside.visit('http://a.example/', wish)).rejects.toThrow(AddressRefused);
    expect(asked).toEqual(['a.example /']);
  });
});

describe('an address that is typed', () => {
  it.each([
    'ftp://a.example/',
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    'http://a.example:22/',
    'https://a.example:8443/',
    'http://user:secret@a.example/',
    'nothing',
  ])('is not asked in a way that is none for pages: %s', async (url) => {
    const { outside, lookedUp } = await internet({ 'a.example': says('hello') });

    await expect(outside.visit(url, wish)).rejects.toThrow(AddressRefused);
    expect(lookedUp).toEqual([]);
  });
});

describe('a page of the open internet', () => {
  it('is read, and told where it was found', async () => {
    const { outside, dialled } = await internet({
      'a.example': leadsTo('http://b.example/page'),
      'b.example': says('<title>B</title>'),
    });
    const answer = await outside.visit('http://a.example/', wish);

    expect(answer).toMatchObject({ status: 200, url: 'http://b.example/page', isCut: false });
    expect(answer.body.toString()).toBe('<title>B</title>');
    expect(dialled).toEqual(['93.184.215.14', '93.184.215.14']);
  });

  it('is followed through three redirects, and no more', async () => {
    const { outside, asked } = await internet({
      'a.example': ({ url = '/0' }, response) => {
        const step = Number(url.slice(1));
        response.writeHead(302, { location: `/${step + 1}` }).end();
      },
    });

    await expect(outside.visit('http://a.example/0', wish)).rejects.toThrow('on and on');
    expect(asked).toHaveLength(4);
  });

  it('is read no further than was asked for', async () => {
    const { outside } = await internet({
      'a.example': (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        const more = () => {
          while (response.write('x'.repeat(10_000)));
          response.once('drain', more);
        };
        more();
      },
    });
    const answer = await outside.visit('http://a.example/', wish);

    expect(answer.isCut).toBe(true);
    expect(answer.body).toHaveLength(wish.mostBytes);
  });

  it('is asked for as it is, unpacked, and without anything that tells of us but our name', async () => {
    let headers: object = {};
    const { outside } = await internet({
      'a.example': (request, response) => {
        ({ headers } = request);
        response.end();
      },
    });
    await outside.visit('http://a.example/', wish);

    expect(headers).toEqual({
      host: 'a.example',
      connection: expect.any(String),
      accept: 'text/html',
      'accept-encoding': 'identity',
      'user-agent': expect.stringMatching(/^Guildhall\/[\d.]+ \(link preview\)$/),
    });
  });

  it('is given up when whoever asks is to end', async () => {
    const { outside } = await internet({ 'a.example': () => {} });
    const ending = new AbortController();
    const visit = outside.visit('http://a.example/', { ...wish, signal: ending.signal });
    ending.abort(new Error('The end'));

    await expect(visit).rejects.toThrow('The end');
  });
});

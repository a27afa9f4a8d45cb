import { describe, expect, it } from 'vitest';
import { createServer } from 'node:http';
import { answers, runFfmpeg } from '../../src/media/ffmpeg.ts';
import { ffmpeg } from '../support/films.ts';

const forever = ['-re', '-f', 'lavfi', '-i', 'testsrc', '-f', 'null', '-'];
const unhurried = () => new AbortController().signal;

describe('ffmpeg', () => {
  it('is used where it is, and done without where it is not', async () => {
    expect(await answers(ffmpeg)).toBe(true);
    expect(await answers('/nowhere/ffmpeg')).toBe(false);
    expect(await answers('/bin/false')).toBe(false);
  });

  it('says why it could not', async () => {
    const run = runFfmpeg(ffmpeg, ['-i', '/nowhere/film.webm'], { signal: unhurried() });
    await expect(run).rejects.toThrow(/No such file/);
  });

  it('reaches nothing on the network, whatever it is told to read', async () => {
    let asked = 0;
    const server = createServer((_, res) => {
      asked += 1;
      res.end();
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(address !== null && typeof address === 'object' ? address.port : 0);
      });
    });
    const args = ['-i', `http://127.0.0.1:${port}/film.webm`, '-f', 'null', '-'];
    await expect(runFfmpeg(ffmpeg, args, { signal: unhurried() })).rejects.toThrow(
      /Invalid argument|whitelist/,
    );
    server.close();

    expect(asked).toBe(0);
  });

  it('ends when it is told to', async () => {
    const ending = new AbortController();
    const run = runFfmpeg(ffmpeg, forever, {
      signal: ending.signal,
      onProgress: () => ending.abort(),
    });
    await expect(run).rejects.toThrow(/abort/i);
  });
});

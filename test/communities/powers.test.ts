import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { may, positions, powers, type Power } from '../../src/communities/powers.ts';

const page = readFileSync(new URL('../../docs/roles-and-powers.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const [head = [], ...body] = rows;
const nameIn = (cell = '') => /\(`(\w+)`\)$/.exec(cell)?.[1] ?? '';
const known = (name: string): name is Power => name in powers;

describe('the table of roles and powers', () => {
  it('names every position, in the order of the program', () => {
    expect(head.slice(1)).toEqual([...positions]);
  });

  it('names every power once', () => {
    expect(body.map(([cell]) => nameIn(cell))).toEqual(Object.keys(powers));
  });

  it('says of each what the program does', () => {
    const told = body.map(([cell, ...marks]) => ({ power: nameIn(cell), marks }));
    const done = told.map(({ power }) => ({
      power,
      marks: positions.map((position) => (known(power) && may(position, power) ? 'yes' : '–')),
    }));
    expect(told).toEqual(done);
  });
});

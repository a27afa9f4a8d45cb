import type { Bench, Report } from '../harness/bench.ts';
import { median } from '../harness/statistics.ts';
import { renderMarkdown } from '../../src/web/markdown/render.ts';
import { hostileByKind } from '../../test/support/hostile/index.ts';

const mostMs = 200;
const rounds = 3;

/** What people write, more or less: some words, a list, a table, code and a formula. */
const ordinary = [
  'I mark them **twice**: once for the argument, once for the language. Does anybody do it otherwise?',
  '1. Read it aloud\n2. Ask a colleague\n   - not the one who wrote it\n3. Sleep on it\n\n> So did we.\n',
  '| criterion | weight |\n|---|---|\n| argument | 50 % |\n| sources | 30 % |\n| language | 20 % |',
  '```python\ndef mean(marks):\n    return sum(marks) / len(marks)\n```\n\nIt gives $\\bar{x} = \\frac{1}{n}\\sum_i x_i$.',
  'See https://example.org/feedback and [this one](https://example.org/a), _please_. :tada:\n\n'.repeat(
    40,
  ),
];

/** The quickest of some rounds, so that what else the machine does is not counted. */
function renderMs(source: string): number {
  const times = Array.from({ length: rounds }, () => {
    const began = performance.now();
    renderMarkdown(source);
    return performance.now() - began;
  });
  return Math.min(...times);
}

const begins = (source: string) =>
  `\`${JSON.stringify(source.slice(0, 24)).replaceAll(/[`|]/g, ' ')}\``;

function rowOf(kind: string, sources: readonly string[]) {
  const timed = sources.map((source) => ({ source, ms: renderMs(source) }));
  const worst = timed.reduce((one, other) => (other.ms > one.ms ? other : one));
  const middle = median(timed.map(({ ms }) => ms));
  const cells = [
    kind,
    `${timed.length}`,
    middle.toFixed(2),
    worst.ms.toFixed(1),
    begins(worst.source),
  ];
  return { cells, worstMs: worst.ms };
}

function measure(): Report {
  // Nothing is measured while the compiler is still at it.
  ordinary.forEach(renderMs);
  const rows = Object.entries({ ordinary, ...hostileByKind }).map(([kind, sources]) =>
    rowOf(kind, sources),
  );
  const worstMs = Math.max(...rows.map(({ worstMs: ms }) => ms));
  const columns = ['what is written', 'sources', 'median ms', 'worst ms', 'the worst begins'];
  return {
    tables: [{ columns, rows: rows.map(({ cells }) => cells) }],
    verdicts: [
      {
        budget: `Whatever is written is rendered within ${mostMs} ms`,
        measured: `${worstMs.toFixed(1)} ms`,
        isKept: worstMs <= mostMs,
      },
    ],
  };
}

export const writing: Bench = {
  title: 'Rendering what people write, and what somebody might write to do harm',
  measure: () => Promise.resolve(measure()),
};

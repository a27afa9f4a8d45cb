import { sql } from 'kysely';
import { openDatabase, type Transaction } from '../../src/db/index.ts';
import { readNextWords } from '../../src/search/words-store.ts';
import { rendererVersion } from '../../src/web/markdown/render.ts';
import { ana, tutors } from '../../test/support/platform/launch-claims.ts';
import type { Bench } from '../harness/bench.ts';
import { visit } from '../harness/community.ts';
import { openGuildhall } from '../harness/guildhall.ts';
import { readJudgedSet, type JudgedQuery, type JudgedSet } from '../harness/judged-set.ts';
import { ndcg, recall } from '../harness/relevance.ts';

const depth = { ndcg: 10, recall: 20 };
/** At least so much better than the floor, and no more lost where a word is misspelt. */
const leastGain = 0.15;
const mostLost = 0.1;
const name = 'guildhall_judged';

/** Has every document be a link of the library, whose reason is its text. */
async function fill(tx: Transaction, { documents }: JudgedSet): Promise<void> {
  const ids = documents.map(({ id }) => id);
  const titles = documents.map(({ title }) => title);
  const texts = documents.map(({ text }) => text);
  await sql`
    insert into resources (organization_id, id, community_id, given_by, kind, title, title_key, why_source,
                           why_html, renderer_version, licence, url)
      select communities.organization_id, given.id, communities.id, communities.created_by, 'link', title,
             lower(title), body, '<p>' || body || '</p>', ${rendererVersion}::integer, 'by', 'https://example.org/' || given.id
        from communities,
             unnest(${ids}::uuid[], ${titles}::text[], ${texts}::text[]) as given (id, title, body)`.execute(
    tx,
  );
  await sql`update search_documents set changed_at = changed_at - interval '1 hour'`.execute(tx);
}

type Member = Awaited<ReturnType<typeof visit>>;
type Seek = (typed: string) => Promise<string[]>;

/** The page that a member searches by, in everything they may read. */
function ours(member: Member): Seek {
  return async (typed) => {
    const { body } = await member.get(`/search?${new URLSearchParams({ q: typed }).toString()}`);
    return [...body.matchAll(/class="title" href="\/resources\/([0-9a-f-]{36})"/g)].map(
      ([, id = '']) => id,
    );
  };
}

/** What PostgreSQL does by itself: every word by its stem in English, ranked by `ts_rank`. */
function floor(tx: Transaction): Seek {
  return async (typed) => {
    const { rows } = await sql<{ id: string }>`
      select resources.id
        from resources, plainto_tsquery('english', ${typed}) as query,
             to_tsvector('english', title || ' ' || why_source) as words
       where words @@ query
       order by ts_rank(words, query) desc, resources.id
       limit ${depth.recall}`.execute(tx);
    return rows.map(({ id }) => id);
  };
}

interface Quality {
  ndcg: number;
  recall: number;
}

async function qualityOf(
  seek: Seek,
  queries: readonly JudgedQuery[],
  as: 'typed' | 'misspelt',
): Promise<Quality> {
  let [gains, recalls] = [0, 0];
  for (const query of queries) {
    const found = await seek(query[as]);
    gains += ndcg(found, query.grades, depth.ndcg);
    recalls += recall(found, query.grades, depth.recall);
  }
  return { ndcg: gains / queries.length, recall: recalls / queries.length };
}

const shown = (part: number) => part.toFixed(3);
const percent = (part: number) => `${(part * 100).toFixed(1)} %`;

export const judged: Bench = {
  title: 'What is found, as a reader judged it',
  measure: async (grounds) => {
    const set = readJudgedSet();
    const tool = await openGuildhall(grounds.platform, grounds, 'postgresql', name);
    const shape = { person: ana, role: 'instructor', course: tutors } as const;
    const founder = await visit(grounds.platform, tool, shape);
    await founder.send(founder.arrived, {
      name: 'Tutors',
      purpose: 'We help one another.',
      topics: 'practice',
    });
    const db = await openDatabase({
      place: { url: grounds.urlOf(name) },
      queryTimeLimitMs: 600_000,
    });
    try {
      const [organization] = await db.atTheDoor(
        async (tx) => (await sql<{ id: string }>`select id from organizations`.execute(tx)).rows,
      );
      const organizationId = organization?.id ?? '';
      await db.within(organizationId, (tx) => fill(tx, set));
      await db.within(organizationId, (tx) =>
        readNextWords(tx, organizationId, set.documents.length),
      );
      await db.vacuum();
      const seek = ours(founder);
      const right = await qualityOf(seek, set.queries, 'typed');
      const wrong = await qualityOf(seek, set.queries, 'misspelt');
      const plain = await db.within(organizationId, (tx) =>
        qualityOf(floor(tx), set.queries, 'typed'),
      );
      const gain = right.ndcg / plain.ndcg - 1;
      const lost = 1 - wrong.ndcg / right.ndcg;
      return {
        tables: [
          {
            columns: [
              `${set.queries.length} queries, ${set.documents.length} documents`,
              `nDCG@${depth.ndcg}`,
              `recall@${depth.recall}`,
            ],
            rows: [
              ['Guildhall', shown(right.ndcg), shown(right.recall)],
              ['Guildhall, a word misspelt', shown(wrong.ndcg), shown(wrong.recall)],
              ['floor: ts_rank alone', shown(plain.ndcg), shown(plain.recall)],
            ],
          },
        ],
        verdicts: [
          {
            budget: `At least ${percent(leastGain)} better than ts_rank alone, by nDCG@${depth.ndcg}`,
            measured: percent(gain),
            isKept: gain >= leastGain,
          },
          {
            budget: `Where a word is misspelt, less than ${percent(mostLost)} is lost`,
            measured: percent(lost),
            isKept: lost < mostLost,
          },
        ],
      };
    } finally {
      await db.close();
      await tool.server.stop();
    }
  },
};

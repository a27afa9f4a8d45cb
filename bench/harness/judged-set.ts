import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const Topic = z.object({
  query: z.string(),
  misspelt: z.string(),
  documents: z.array(
    z.object({ title: z.string(), text: z.string(), grade: z.int().min(0).max(3) }),
  ),
});

/** A document, and the topic it was written for. */
interface JudgedDocument {
  id: string;
  topic: number;
  title: string;
  text: string;
}

/** What somebody types, and how well each document answers it: 3 wholly to 1 hardly; what is not named not at all. */
export interface JudgedQuery {
  typed: string;
  misspelt: string;
  grades: Map<string, number>;
}

export interface JudgedSet {
  documents: JudgedDocument[];
  queries: JudgedQuery[];
}

const folder = 'bench/judged';
const idOf = (topic: number, place: number) =>
  `01900000-0000-7000-8000-${(topic * 100 + place).toString(16).padStart(12, '0')}`;

/** Every file of bench/judged, a topic a line. */
export function readJudgedSet(): JudgedSet {
  const lines = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .toSorted()
    .flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').trimEnd().split('\n'));
  const topics = lines.map((line) => Topic.parse(JSON.parse(line)));
  return {
    documents: topics.flatMap(({ documents }, topic) =>
      documents.map(({ title, text }, place) => ({ id: idOf(topic, place), topic, title, text })),
    ),
    queries: topics.map(({ query, misspelt, documents }, topic) => ({
      typed: query,
      misspelt,
      grades: new Map(
        documents.flatMap(({ grade }, place): [string, number][] =>
          grade > 0 ? [[idOf(topic, place), grade]] : [],
        ),
      ),
    })),
  };
}

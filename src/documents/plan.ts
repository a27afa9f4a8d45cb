import { z } from 'zod';
import type { Reason } from './unreadable.ts';

export const mostArticles = 100;
/** A folder of so many files at most is chosen at once. */
export const mostFiles = 500;
/** As long as an article may be. */
export const mostOfBody = 32_000;
/** What a form can carry, and with it how much comes in at once. */
const mostCharacters = 900_000;

/** An article as it will come in. */
export const PlannedArticle = z.object({
  id: z.uuid(),
  title: z.string().min(1).max(255),
  /** The sections that it stands in, the outermost first. */
  folders: z.array(z.string().min(1).max(255)).max(4),
  body: z.string().min(1).max(mostOfBody),
});
export type PlannedArticle = z.infer<typeof PlannedArticle>;

/** What comes of the documents that were brought: carried by the form that shows it, so that nothing is kept before. */
export const Plan = z.array(PlannedArticle).min(1).max(mostArticles);
export type Plan = z.infer<typeof Plan>;

/** Something that becomes no article, and why. */
export interface Left {
  path: string;
  /** null where `words` tell it already. */
  reason: Reason | null;
  words?: string;
}

/** As many of these articles as one form carries, and those that must come another time. */
export function carried(articles: readonly PlannedArticle[]): {
  plan: PlannedArticle[];
  rest: PlannedArticle[];
} {
  let characters = 0;
  const fits = ({ body, title }: PlannedArticle, index: number) => {
    characters += JSON.stringify(body).length + title.length + 500;
    return index < mostArticles && characters <= mostCharacters;
  };
  const end = articles.findIndex((article, index) => !fits(article, index));
  const count = end === -1 ? articles.length : end;
  return { plan: articles.slice(0, count), rest: articles.slice(count) };
}

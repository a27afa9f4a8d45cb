/** What a resource can say of its use. */
export const guideParts = ['when', 'how', 'example', 'evidence'] as const;
export type GuidePart = (typeof guideParts)[number];

/** What its giver wrote, by part; an empty text says nothing. */
export type Guide = Record<GuidePart, string>;

/** An id as we make them: it tells when, so that what is sorted by it stays in its order. */
export const v7Pattern = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

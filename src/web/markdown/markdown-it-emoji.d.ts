declare module 'markdown-it-emoji' {
  import type { MarkdownIt } from 'markdown-it';

  /** Replaces `:name:` by its emoji, and `shortcuts` like `:)` by theirs. */
  export function full(parser: MarkdownIt, options: { shortcuts: Record<string, string[]> }): void;
}

import { cross, script } from './cross.ts';

const languages =
  'bash c cpp csharp css diff go graphql html ini java javascript json kotlin less lua makefile markdown'
    .concat(
      ' objectivec perl php php-template plaintext python python-repl r ruby rust scss shell sql',
    )
    .concat(' swift typescript vbnet wasm xml yaml constructor __proto__ nonsense')
    .split(' ');

const contents = [
  `</code></pre><script>${script}</script>\n<img src=x onerror=${script}>`,
  '((((((((((((((((((((((((((((((((((((((((<!--"\'`/*{{{[[['.repeat(20),
];

/** Code in every language that is put in colours, and in some that are none. */
export const code = cross(
  languages,
  contents,
  (language, content) => `\`\`\`${language}\n${content}\n\`\`\``,
);

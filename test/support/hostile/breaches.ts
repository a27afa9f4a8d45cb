import { cross, script } from './cross.ts';

/** What would end the post, or take the place of something of the page. */
const markup = [
  `</div></article></li></ol></main></body></html><script>${script}</script>`,
  '</p></blockquote></div></article><article class="post" id="post-1">I am the first post</article>',
  '<form id="reply" action="/logout"><input name="_token"><input name="body">',
  '<img name="body"><img id="getElementById"><a id="location" href="//evil.test">x</a>',
  '<div style="position:fixed;inset:0;z-index:9999">Your session has ended: type your password</div>',
  '<input type="password" autofocus><button type="submit" form="reply">Go on</button>',
  '<h1>Another title</h1><header>x</header><nav>x</nav><main>x</main><footer>x</footer>',
  '<template shadowrootmode="open"><slot></slot></template><dialog open>x</dialog>',
  '<span class="visually-hidden button seal" id="first-unread" role="alert" aria-live="assertive">x</span>',
  '{{#each posts}}{{{bodyHtml}}}{{/each}} {{constructor.constructor("alert(1)")()}}',
  '${alert(1)} #{alert(1)} <%= alert(1) %> {% raw %} {{7*7}} [[${7*7}]]',
  `"><svg onload=${script}> '><svg onload=${script}> \`><svg onload=${script}>`,
  `&lt;script&gt;${script}&lt;/script&gt; &#60;script&#62;${script}&#60;/script&#62;`,
  `\\<script>${script}\\</script> <\\script> <script\\>`,
  `+ADw-script+AD4-${script}+ADw-/script+AD4- ¼script¾${script}¼/script¾`,
  `\uFF1Cscript\uFF1E${script}\uFF1C/script\uFF1E \u2039script\u203A`,
];

/** Every construct of Markdown that something can hide in. */
const constructs: ((words: string) => string)[] = [
  (words) => words,
  (words) => `> > ${words}`,
  (words) => `1. ${words}\n   - [ ] ${words}`,
  (words) => `| ${words.replaceAll('|', '')} |\n|:-:|\n| ${words.replaceAll('|', '')} |`,
  (words) => `\`${words.replaceAll('`', '')}\``,
  (words) => `~~~${words.replaceAll('\n', ' ')}\n${words}\n~~~`,
  (words) => `\`\`\`html ${words.replaceAll('`', '')}\n${words}\n\`\`\``,
  (words) => `    ${words}\n\n\t${words}`,
  (words) => `# ${words}\n\n${words}\n===`,
  (words) => `[${words}](https://a.test "${words.replaceAll('"', '\\"')}")`,
  (words) => `![${words}](https://a.test/a.png '${words.replaceAll("'", "\\'")}')`,
  (words) => `[${words}]: https://a.test\n\n[${words}]`,
  (words) => `[a]: <https://a.test/${words}> (${words})\n\n[a]`,
  (words) => `**_~~${words}~~_**`,
  (words) => `$\\text{${words}}$ and $$${words}$$`,
  (words) => `https://a.test/?${words}`,
  (words) => `<https://a.test/${words}>`,
  (words) => `:${words}: :tada:${words}:tada:`,
  (words) => `<!-- ${words} -->`,
  (words) => `[^1]\n\n[^1]: ${words}`,
];

/** Markup that would break out of a post, in every construct of Markdown. */
export const breaches = cross(markup, constructs, (words, construct) => construct(words));

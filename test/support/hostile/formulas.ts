import { cross, script } from './cross.ts';

const commands = [
  `\\href{javascript:${script}}{x}`,
  '\\url{//evil.test}',
  '\\includegraphics[height=1em]{https://evil.test/a.png}',
  `\\htmlClass{hljs}{x}`,
  `\\htmlId{reply}{x}`,
  `\\htmlStyle{position:fixed}{x}`,
  `\\htmlData{onclick=${script}}{x}`,
  `\\text{<img src=x onerror=${script}>}`,
  `\\text{</annotation></math><script>${script}</script>}`,
  `\\color{red"onmouseover="${script}}{x}`,
  '\\textcolor{url(//evil.test)}{x}',
  '\\colorbox{expression(alert(1))}{x}',
  '\\def\\a{\\a\\a}\\a',
  '\\newcommand{\\a}[1]{#1#1}\\a{\\a{\\a{x}}}',
  '\\let\\a=\\b\\futurelet\\a\\b\\c',
  '\\rule{9999999em}{9999999em}',
  '\\kern{-9999em}x\\hskip-9999em\\raisebox{999em}{x}',
  '\\Huge\\Huge x \\scriptscriptstyle y',
  '\\mathchoice{a}{b}{c}{d}\\mathllap{x}\\mathrlap{x}',
  '\\tag{1}\\label{a}\\ref{a}',
  '\\begin{matrix}&&&&\\\\&&&&\\end{matrix}',
  '\\begin{array}{|c|c|}a&b\\\\\\hline\\end{array}',
  '\\char"3C script\\char"3E',
  '\\unicode{x3c}\\u003cscript\\u003e',
  '{'.repeat(200),
  '\\frac'.repeat(100),
  '\\sqrt{'.repeat(100).concat('x', '}'.repeat(100)),
  'x^{'.repeat(100).concat('x', '}'.repeat(100)),
  '\\left('.repeat(60).concat('x', '\\right)'.repeat(60)),
  '\\overbrace{\\underbrace{'.repeat(40).concat('x', '}'.repeat(80)),
  '\\begin{matrix}'.repeat(30).concat('x', '\\end{matrix}'.repeat(30)),
  '&'.repeat(900),
];

const dollars: ((formula: string) => string)[] = [
  (formula) => `So $${formula}$ it is`,
  (formula) => `$$${formula}$$`,
  (formula) => `> - $$\n  ${formula}\n  $$`,
  (formula) => `$${formula}$ `.repeat(20),
];

/** Formulas that define, lead elsewhere, grow, or hold markup. */
export const formulas = cross(commands, dollars, (formula, write) => write(formula));

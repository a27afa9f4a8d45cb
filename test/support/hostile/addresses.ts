import { cross, elsewhere, script } from './cross.ts';

const page = `<script>${script}</script>`;
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"/>`;
const inBase64 = (text: string) => Buffer.from(text).toString('base64');

const addresses = [
  `javascript:${script}`,
  `JaVaScRiPt:${script}`,
  `java\tscript:${script}`,
  `java\nscript:${script}`,
  `\u0001javascript:${script}`,
  `&#106;avascript:${script}`,
  `&#x6A&#x61&#x76&#x61script:${script}`,
  `javascript&colon;${script}`,
  `java&Tab;script&NewLine;:${script}`,
  `%6Aavascript:${script}`,
  `javascript%3A${script}`,
  `javascript://%0A${script}`,
  `javascript\\:${script}`,
  `feed:javascript:${script}`,
  `view-source:javascript:${script}`,
  `vbscript:msgbox(1)`,
  `livescript:${script}`,
  `data:text/html,${page}`,
  `data:text/html;base64,${inBase64(page)}`,
  `data:image/svg+xml;base64,${inBase64(drawing)}`,
  'blob:https://evil.test/1b1b1b1b-0000-4000-8000-000000000000',
  'file:///etc/passwd',
  '//evil.test/a',
  '\\\\evil.test\\a',
  'https:\\\\evil.test',
  `${elsewhere}/"onmouseover="${script}`,
  `${elsewhere}/'><img src=x onerror=${script}>`,
  `https://a.test@evil.test:443/?q=<svg onload=${script}>`,
  'https://xn--80ak6aa92e.test/',
];

const places: ((address: string) => string)[] = [
  (address) => `[x](${address})`,
  (address) => `[x](<${address}>)`,
  (address) => `[x](${address} "a\\" onmouseover=\\"${script}")`,
  (address) => `![x](${address})`,
  (address) => `<${address}>`,
  (address) => `Look at ${address} there`,
  (address) => `[x]\n\n[x]: ${address} 'a title'`,
  (address) => `[![x](${address})](${address})`,
  (address) => `| a |\n|---|\n| [x](${address}) |`,
  (address) => `$\\href{${address}}{x}$ and $\\url{${address}}$`,
  (address) => `$$\n\\includegraphics{${address}}\n$$`,
  (address) => `<a href="${address}" ping="${elsewhere}">x</a>`,
  (address) => `<iframe src="${address}"></iframe><object data="${address}"></object>`,
  (address) => `<form action="${address}"><button formaction="${address}">x</button></form>`,
  (address) => `<base href="${address}"><a href="next">x</a>`,
  (address) => `<meta http-equiv="refresh" content="0;url=${address}">`,
  (address) => `<svg><a xlink:href="${address}"><text y=9>x</text></a></svg>`,
  (address) => `<math><maction xlink:href="${address}" href="${address}">x</maction></math>`,
];

/** Addresses that would run or lead where nobody meant to go, wherever an address can stand. */
export const addressesInPlaces = cross(addresses, places, (address, place) => place(address));

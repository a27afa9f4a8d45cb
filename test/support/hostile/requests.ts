import { cross, elsewhere } from './cross.ts';

/** What a browser would fetch by itself, and so tell a stranger who is reading. */
const fetched = [
  `<img src="${elsewhere}/a.png">`,
  `<img srcset="${elsewhere}/a.png 2x, ${elsewhere}/b.png 1x">`,
  `<img lowsrc="${elsewhere}/a" dynsrc="${elsewhere}/b">`,
  `<picture><source srcset="${elsewhere}/a.webp"><img></picture>`,
  `<video poster="${elsewhere}/a" src="${elsewhere}/b" autoplay></video>`,
  `<audio src="${elsewhere}/a" autoplay preload=auto></audio>`,
  `<video><track default src="${elsewhere}/a.vtt"></video>`,
  `<iframe srcdoc="&lt;img src='${elsewhere}/a'&gt;"></iframe>`,
  `<embed src="${elsewhere}/a"><object data="${elsewhere}/b"></object>`,
  `<input type=image src="${elsewhere}/a">`,
  `<body background="${elsewhere}/a"><table background="${elsewhere}/b"><td background="${elsewhere}/c">`,
  `<link rel=stylesheet href="${elsewhere}/a.css">`,
  `<link rel="prefetch preload dns-prefetch preconnect" as=image href="${elsewhere}/a">`,
  `<link rel=icon href="${elsewhere}/a"><link rel=manifest href="${elsewhere}/b">`,
  `<style>@import "${elsewhere}/a.css"; body{background:url(${elsewhere}/b)}</style>`,
  `<style>@font-face{font-family:x;src:url(${elsewhere}/a)} *{font-family:x}</style>`,
  `<p style="background:url(${elsewhere}/a)">x</p>`,
  `<p style="list-style-image:image-set('${elsewhere}/a' 1x);cursor:url(${elsewhere}/b),auto">x</p>`,
  `<p style="width:expression(alert(1));-moz-binding:url(${elsewhere}/a#x);behavior:url(${elsewhere}/b)">x</p>`,
  `<svg><image href="${elsewhere}/a" xlink:href="${elsewhere}/b"/></svg>`,
  `<svg><use href="${elsewhere}/a#x"/><feImage href="${elsewhere}/b"/></svg>`,
  `<svg><style>@import "${elsewhere}/a";</style><rect fill="url(${elsewhere}/b#c)"/></svg>`,
  `<svg><script href="${elsewhere}/a.js"/></svg><script src="${elsewhere}/b.js"></script>`,
  `<script type=module>import "${elsewhere}/a.js"</script>`,
  `<form action="${elsewhere}" method=post><input name=_token></form>`,
  `<div hx-get="${elsewhere}/a" hx-trigger="load" hx-on:load="alert(1)">x</div>`,
  `<div data-hx-get="/communities" data-hx-trigger="load" hx-swap-oob="true" id="reply">x</div>`,
  `<div data-live="${elsewhere}" data-last="0" data-draft="x" data-focus data-bell>x</div>`,
  `<fencedframe src="${elsewhere}/a"></fencedframe><portal src="${elsewhere}/b"></portal>`,
  `<meta http-equiv="Content-Security-Policy" content="report-uri ${elsewhere}">`,
  `<html manifest="${elsewhere}/a"><head profile="${elsewhere}/b">`,
  `![a](${elsewhere}/a.png)`,
  `[![a](${elsewhere}/a.png)](${elsewhere}/b "![c](${elsewhere}/c.png)")`,
  `![a][b]\n\n[b]: ${elsewhere}/a.svg`,
];

const around: ((words: string) => string)[] = [
  (words) => words,
  (words) => `Words, then ${words} and words.`,
  (words) => `> ${words}`,
  (words) => `- ${words}\n  1. ${words}`,
  (words) => `<div>\n\n${words}\n\n</div>`,
];

/** Whatever would be asked for without anybody doing anything. */
export const requests = cross(fetched, around, (words, wrap) => wrap(words));

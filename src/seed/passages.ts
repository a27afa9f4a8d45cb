/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function numbersFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The most common first, as people of a practice use them. */
const common =
  `the of and to a in is that for it with we as on was at by this be they have not are from or had an but
  what all were when there can more if out so up about who them some could would like into then two other
  how than only these first after new our over also work time people group week student feedback question
  patient practice course help answer team class teacher learn start change plan note record read write
  case form point idea second problem example reason meeting minute room hand list word story report term
  topic ward nurse doctor colleague morning evening round shift order dose check chart sheet measure test
  result error risk safety drug bed visit family child mother pain sleep wound blood heart lung skin
  device screen alarm pump line tube needle glove mask store lesson exam grade rubric essay draft review
  paper journal source claim method sample survey model theory skill task goal level board slide video
  sound voice language reader author design sketch bridge beam load steel water soil plant field farm seed
  court judge law contract client market price budget tax trade music rhythm score choir archive map
  river city house street school library village museum kitchen garden engine valve motor circuit battery
  sensor signal filter metal glass paint stone timber tool bench safe quick slow early late quiet loud
  heavy light clear sharp warm cold clean empty open closed narrow wide`.split(/\s+/);

/** So many words there are besides, each less common than the one before. */
const rarer = 120_000;

const parts = common.filter((word) => word.length > 3);

/** Put together of two or three others, so that no two are alike and each has a stem of its own. */
function rareWord(place: number): string {
  const [first, rest] = [place % parts.length, Math.floor(place / parts.length)];
  // Each round pairs the words anew.
  const [second, third] = [(first * 7 + rest * 31) % parts.length, Math.floor(rest / parts.length)];
  const word = `${parts[first]}${parts[second]}`;
  return third === 0 ? word : `${word}${parts[(third * 17) % parts.length]}`;
}

const wordOf = (rank: number) => common[rank] ?? rareWord(rank - common.length);

const shortest = 4;
const longest = 70;

/**
 * What people say, at some length or briefly: some words are in almost every passage, and most words in hardly any,
 * as Zipf found it of languages. The same number gives the same passages.
 */
export function passages(count: number): string[] {
  const next = numbersFrom(count);
  const words = common.length + rarer;
  // Of even logarithms: the tenth word comes a tenth as often as the first one.
  const among = (from: number, to: number) => from * (to / from) ** next();
  return Array.from({ length: count }, () => {
    const length = Math.round(among(shortest, longest));
    const said = Array.from({ length }, () => wordOf(Math.floor(among(1, words + 1)) - 1));
    return `${said.join(' ')}.`;
  });
}

import { pino, type DestinationStream, type Logger } from 'pino';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const deepestCause = 3;

/**
 * What a message says, without what it quotes: databases and parsers repeat people's words in theirs, and
 * addresses of pages tell who read what.
 */
function withoutQuotes(message: string): string {
  const [first = ''] = message.split('\n');
  return first
    .replaceAll(/https?:\/\/[^\s"'<>]+/g, (url) => (URL.canParse(url) ? new URL(url).origin : '…'))
    .replaceAll(/"[^"]*"?|'[^']*'|“[^”]*”?/g, '"…"')
    .replaceAll(/\S+@\S+/g, '…')
    .replaceAll(/[\w-]{32,}/g, (word) => (uuid.test(word) ? word : '…'));
}

function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

/** Where in the database it went wrong; never the row, which its other properties hold. */
const tellingProperties = ['code', 'table', 'constraint', 'routine', 'reason'] as const;

function tellingPropertiesOf(error: Error): object {
  const given = tellingProperties.map((name): [string, unknown] => [
    name,
    Reflect.get(error, name),
  ]);
  return Object.fromEntries(given.filter(([, value]) => typeof value === 'string'));
}

/** An error as the log may show it: kind, place and cause, and nothing that a person wrote or is called. */
function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { cause } = error;
  return {
    type: error.name,
    ...tellingPropertiesOf(error),
    message: withoutQuotes(error.message),
    stack: framesOf(error),
    ...(cause !== undefined && depth < deepestCause
      ? { cause: describeError(cause, depth + 1) }
      : {}),
  };
}

/**
 * The log: one JSON object a line, on standard output unless told otherwise.
 *
 * @param level the least that is worth a line, in pino's words
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, serializers: { err: (error: unknown) => describeError(error) } };
  return destination ? pino(options, destination) : pino(options);
}

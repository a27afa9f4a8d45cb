import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Copy, DockerfileParser, type Instruction } from 'dockerfile-ast';
import { z } from 'zod';

const Words = z.array(z.string());

/** The image as the last stage describes it, in a folder that stands for its root. */
export interface ReplayedImage {
  root: string;
  workdir: string;
  environment: Record<string, string>;
  user: string;
  command: string[];
  healthCheck: string[];
}

export const instructionsOf = (text: string) => DockerfileParser.parse(text).getInstructions();

const contentOf = (instruction: Instruction) => instruction.getArgumentsContent() ?? '';

/** The words after CMD, which must be in the form that needs no shell. */
const wordsOf = (text: string) => Words.parse(JSON.parse(text.slice(text.indexOf('['))));

/** Names at the top of the build context that .dockerignore lets in; ours forbids all but a list. */
function allowedIn(dockerignore: string): string[] {
  const lines = dockerignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [first, ...allowed] = lines;
  if (first !== '*' || allowed.some((line) => !/^![\w.-]+$/.test(line)))
    throw new Error('.dockerignore is expected to forbid everything, and to name what is let in');
  return allowed.map((line) => line.slice(1));
}

function copy(from: string, to: string): void {
  const { status, stderr } = spawnSync('cp', ['-a', '--', from, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

interface Stage extends ReplayedImage {
  name: string;
}

/** Where a path of the image is in the stage's folder. */
const placeIn = ({ root, workdir }: Stage, path: string) =>
  path.startsWith('/') ? join(root, path) : join(root, workdir, path);

/**
 * Does what a Dockerfile says, step by step, without Docker: copies and runs in folders that stand for
 * the stages. It knows the instructions that ours uses, and fails on others.
 *
 * @param prepare what a stage finds in its folder before its first RUN
 * @param skips steps that need what only the base image has
 */
export function replay(
  text: string,
  place: {
    context: string;
    folder: string;
    prepare: (workdir: string) => void;
    skips: (run: string) => boolean;
  },
): ReplayedImage {
  const stages: Stage[] = [];
  const allowed = allowedIn(readFileSync(join(place.context, '.dockerignore'), 'utf8'));

  function begin(words: string[]): void {
    const root = join(place.folder, `${stages.length}`);
    mkdirSync(root);
    const empty = { workdir: '/', environment: {}, user: 'root', command: [], healthCheck: [] };
    stages.push({ root, name: words[2] ?? '', ...empty });
  }

  function copyInto(stage: Stage, from: string | null, words: string[]): void {
    const source = stages.find(({ name }) => name === from);
    const [target = '', ...paths] = words.toReversed();
    for (const path of paths) {
      if (source) copy(placeIn(source, path), placeIn(stage, target));
      else for (const name of path === '.' ? allowed : [path]) copyFromContext(stage, name, target);
    }
  }

  function copyFromContext(stage: Stage, name: string, target: string): void {
    if (!allowed.includes(name)) throw new Error(`.dockerignore keeps ${name} out`);
    const isInto = target.endsWith('/') || target === '.';
    copy(join(place.context, name), placeIn(stage, isInto ? join(target, name) : target));
  }

  function runIn(stage: Stage, script: string): void {
    if (place.skips(script)) return;
    const cwd = join(stage.root, stage.workdir);
    place.prepare(cwd);
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, ...stage.environment };
    const { status, stdout, stderr } = spawnSync('sh', ['-c', script], {
      cwd,
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`RUN ${script}\n${stdout}${stderr}`);
  }

  const stageNow = () => {
    const stage = stages.at(-1);
    if (!stage) throw new Error('The Dockerfile does not begin with FROM');
    return stage;
  };
  const steps: Record<string, (instruction: Instruction, words: string[]) => void> = {
    FROM: (_, words) => begin(words),
    WORKDIR: (_, [path = '/']) => {
      stageNow().workdir = path;
      mkdirSync(join(stageNow().root, path), { recursive: true });
    },
    ENV: (_, words) => {
      const pairs = words.map((word): [string, string] => [
        word.slice(0, word.indexOf('=')),
        word.slice(word.indexOf('=') + 1),
      ]);
      Object.assign(stageNow().environment, Object.fromEntries(pairs));
    },
    COPY: (instruction, words) => {
      const flags = instruction instanceof Copy ? instruction.getFlags() : [];
      const from = flags.find((flag) => flag.getName() === 'from')?.getValue();
      copyInto(stageNow(), from ?? null, words);
    },
    RUN: (instruction) => runIn(stageNow(), contentOf(instruction)),
    USER: (_, [user = '']) => {
      stageNow().user = user;
    },
    EXPOSE: () => {},
    HEALTHCHECK: (instruction) => {
      stageNow().healthCheck = wordsOf(contentOf(instruction));
    },
    CMD: (instruction) => {
      stageNow().command = wordsOf(contentOf(instruction));
    },
  };
  for (const instruction of instructionsOf(text)) {
    const step = steps[instruction.getKeyword()];
    if (!step) throw new Error(`${instruction.getKeyword()} cannot be replayed`);
    step(instruction, contentOf(instruction).split(/\s+/));
  }
  return stageNow();
}

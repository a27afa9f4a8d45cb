import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

/** Where Debian keeps the server programs, which it leaves off the PATH; '' when none are there. */
function postgresPrograms() {
  const home = '/usr/lib/postgresql';
  if (!existsSync(home)) return '';
  const versions = readdirSync(home).filter((v) => existsSync(`${home}/${v}/bin/initdb`));
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  return newest ? `${home}/${newest}/bin` : '';
}

const tools = [
  { package: 'chromium', present: () => existsSync('/usr/bin/chromium') },
  { package: 'ffmpeg', present: () => existsSync('/usr/bin/ffmpeg') },
  { package: 'postgresql', present: () => postgresPrograms() !== '' },
];

/** Installs what the tests drive from Debian's packages, or says what is missing and ends. */
export function installTestTools(say) {
  const missing = tools.filter((tool) => !tool.present()).map((tool) => tool.package);
  if (missing.length === 0) return;
  const sudo = process.getuid() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    return (
      spawnSync(command, rest, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
      }).status === 0
    );
  };
  say(`installing ${missing.join(' and ')} with apt-get, for the tests`);
  if (apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...missing))
    return;
  process.stderr.write(
    `guildhall: the tests need Debian's ${missing.join(' and ')}, and this user may not install them.\n` +
      `Run: sudo apt-get install ${missing.join(' ')}\n`,
  );
  process.exit(1);
}

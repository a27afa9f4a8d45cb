import { rmSync } from 'node:fs';

export default async function tearDown() {
  const { home, postgres } = globalThis.guildhallTests;
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
}

import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { syncPath } from './sync-tree.ts';

/** What Emscripten hands its file operations; `nfd` is there once a host file is open. */
interface HostStream {
  nfd?: number;
  node: object;
}

interface HostFileSystem {
  stream_ops: { fsync?: (stream: HostStream) => number };
  realPath(node: object): string;
}

const isHostFileSystem = (value: unknown): value is HostFileSystem =>
  typeof value === 'object' && value !== null && 'stream_ops' in value && 'realPath' in value;

/**
 * PGlite's file system on a real folder, except that fsync reaches the disk.
 *
 * As shipped NODEFS has no fsync, so PostgreSQL's commit record stays in the page cache and a power cut
 * loses acknowledged commits, or the whole folder.
 */
export class DurableFileSystem extends NodeFS {
  /** How often the database has asked for a sync since it opened. */
  syncs = 0;

  override async init(
    ...[database, options]: Parameters<NodeFS['init']>
  ): ReturnType<NodeFS['init']> {
    const prepared = await super.init(database, options);
    const { preRun = [] } = prepared.emscriptenOpts;
    prepared.emscriptenOpts.preRun = [
      ...preRun,
      ({ FS }) => this.#installSync(FS.filesystems.NODEFS),
    ];
    return prepared;
  }

  #installSync(hostFileSystem: unknown): void {
    if (!isHostFileSystem(hostFileSystem)) {
      throw new Error('PGlite no longer mounts NODEFS; commits would not reach the disk');
    }
    hostFileSystem.stream_ops.fsync = (stream) => {
      this.syncs += 1;
      if (typeof stream.nfd === 'number') fsyncSync(stream.nfd);
      else syncPath(hostFileSystem.realPath(stream.node));
      return 0;
    };
  }
}

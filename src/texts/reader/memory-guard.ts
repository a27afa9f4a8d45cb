/**
 * A thread that ends its program when that takes too much memory, or nobody waits for it any more. What a file is
 * unpacked into is no part of the heap that Node bounds by itself, and a program busy unpacking looks after nothing.
 */
const mostBytes = 500_000_000;
const lookEveryMs = 50;

const parent = process.ppid;

setInterval(() => {
  if (process.memoryUsage.rss() > mostBytes || process.ppid !== parent)
    process.kill(process.pid, 'SIGKILL');
}, lookEveryMs);

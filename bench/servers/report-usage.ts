/** Loaded before a measured program: tells whoever started it how much CPU it has used so far, and what memory it has. */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000, rssBytes: process.memoryUsage.rss() });
});
process.once('disconnect', () => process.exit());

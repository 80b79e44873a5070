// Loaded into the server by scripts/start.mjs: when that is killed outright, the server closes cleanly by itself.

if (process.channel) {
  process.channel.unref();
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}

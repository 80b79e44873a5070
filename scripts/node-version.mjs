// Turns away a Node.js that cannot run the scripts, in words an old one still understands. Imported first.

export const refusal = (version) =>
  Number(version.split(".")[0]) >= 20
    ? ""
    : `需要 Node.js 20 或更新版本，这里是 ${version}。请从 https://nodejs.org 安装后再试。\n` +
      `Node.js 20 or newer is needed; this is ${version}. Install it from https://nodejs.org and try again.`;

const sentence = refusal(process.versions.node);
if (sentence) {
  console.error(sentence);
  process.exit(1);
}

// The key that seals sessions: made once, readable by its owner alone.
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Reads home/secret.key, or makes it (0600). Two starts at once end with one key. */
export function secretKey(home: string): string {
  const file = join(home, "secret.key");
  try {
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const key = readFileSync(file, "utf8").trim();
  if (key.length < 32) {
    throw new Error(
      `${file} 内容不完整，请删除后重新启动（所有人需重新登录） / is incomplete: delete it and start again; everybody signs in anew`,
    );
  }
  return key;
}

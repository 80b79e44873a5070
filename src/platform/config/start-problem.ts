// Why the house cannot open today, in one sentence for whoever stands at the door, Chinese first.

export type StartProblemCode =
  | "old-node"
  | "port-taken"
  | "folder-unwritable"
  | "folder-unreachable"
  | "binaries-missing"
  | "platform-unsupported"
  | "data-of-another-version"
  | "data-of-another-user"
  | "database-will-not-start"
  | "database-unreachable"
  | "configuration";

/** Not a fault of ours: something around us is missing, taken or forbidden. Print `sentence`, exit 1. */
export class StartProblem extends Error {
  readonly code: StartProblemCode;
  readonly zh: string;
  readonly en: string;

  constructor(code: StartProblemCode, zh: string, en: string, cause?: unknown) {
    super(`${zh}\n${en}`, cause === undefined ? undefined : { cause });
    this.name = "StartProblem";
    this.code = code;
    this.zh = zh;
    this.en = en;
  }

  get sentence(): string {
    return `${this.zh}\n${this.en}`;
  }
}

export const portTaken = (port: number): StartProblem =>
  new StartProblem(
    "port-taken",
    `端口 ${port} 已被别的程序占用。请先停掉它，或换一个端口：PORT=${port + 1} npm start`,
    `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
  );

export const folderUnwritable = (folder: string, cause?: unknown): StartProblem =>
  new StartProblem(
    "folder-unwritable",
    `无法写入数据文件夹 ${folder}。请把 WENLIAN_HOME 设为一个可写的文件夹，或修改它的权限。`,
    `The data folder ${folder} cannot be written. Set WENLIAN_HOME to a folder that can, or change its permissions.`,
    cause,
  );

export const folderUnreachable = (folder: string, barrier: string): StartProblem =>
  new StartProblem(
    "folder-unreachable",
    `数据库以无特权用户 nobody 运行，进不了 ${barrier}，因此不能用 ${folder}。请把 WENLIAN_HOME 设为它到得了的文件夹（如 /var/lib/wenlian），或执行 chmod o+x ${barrier}。`,
    `The database runs as the unprivileged user nobody, who cannot enter ${barrier}, so ${folder} cannot be used. Set WENLIAN_HOME to a folder it can reach (such as /var/lib/wenlian), or run: chmod o+x ${barrier}`,
  );

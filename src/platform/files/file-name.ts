// A name from outside made harmless: no path, no control or direction marks, a length a disk accepts.

export function safeName(name: string, extension: string): string {
  const last = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const stem = last
    .replace(/\.[A-Za-z0-9]{1,8}$/, "")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}<>:"|?*%]/gu, "")
    .replace(/\s+/g, " ")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  const cut = [...stem].slice(0, 80).join("");
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(cut);
  return `${cut === "" ? "文件" : reserved ? `_${cut}` : cut}${extension ? `.${extension}` : ""}`;
}

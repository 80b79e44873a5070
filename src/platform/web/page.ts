// The page around the built web: each answer carries its own nonce, so that only styles made by us are used.

/** What vite writes where the nonce belongs (vite.config.ts). */
const MARK = "__CSP_NONCE__";

export const htmlFor = (template: string, nonce: string): string => template.replaceAll(MARK, nonce);

/** Addresses of the browser's side: no file's ending, and outside of the server's own rooms. */
export function isPage(path: string): boolean {
  if (/^\/(api|assets|docs|healthz|readyz|metrics)(\/|$)/.test(path)) return false;
  return !/\.[a-z0-9]{2,5}$|\/\./i.test(path);
}

export type Language = "zh" | "en";

/** A page of ours without any script, for those who read about the platform. */
export function plainPage(title: string, body: string, language: Language, nonce: string): string {
  return `<!doctype html>
<html lang="${language === "en" ? "en" : "zh-CN"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><link rel="icon" href="/icon.svg" type="image/svg+xml">
<title>${safe(title)} · 稳链</title><style nonce="${nonce}">${css}</style></head>
<body><main><h1>${safe(title)}</h1>
${body}
</main></body></html>`;
}

export const safe = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]!,
  );

const css = `
:root{--ink:#211f1c;--soft:#6f6a62;--line:#e3e0da;--paper:#f7f6f3;--card:#fff;--accent:#0b6e69}
@media(prefers-color-scheme:dark){:root{--ink:#eceae4;--soft:#9a968c;--line:#34332e;--paper:#161614;--card:#1e1e1b;--accent:#63c1b9}}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.6 -apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:960px;margin:0 auto;padding:32px 20px 80px}
h1{font-size:22px}h2{font-size:16px;margin:36px 0 8px}a{color:var(--accent)}
.soft,small{color:var(--soft)}
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line);border-radius:6px}
th,td{padding:8px 12px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}th{color:var(--soft);font-weight:500}
code{font:13px ui-monospace,Consolas,monospace;overflow-wrap:anywhere}
details{border:1px solid var(--line);border-radius:6px;background:var(--card);margin:6px 0}
summary{display:flex;flex-wrap:wrap;gap:4px 12px;padding:8px 12px;cursor:pointer}summary::marker{content:""}
summary b{min-width:56px;color:var(--accent);font:600 12px/22px ui-monospace,Consolas,monospace}
details>div{padding:0 12px 12px;overflow-x:auto}
pre{margin:4px 0;padding:10px;background:var(--paper);border-radius:4px;font:12px/1.5 ui-monospace,Consolas,monospace;white-space:pre-wrap}
tr:target td{background:color-mix(in srgb,var(--accent) 12%,transparent)}
`.trim();

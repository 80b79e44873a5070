// Whether a text is CAP 1.2 as its element list asks: names, order, how often, closed lists of values, moments with offsets.

type Node = { name: string; children: Node[]; text: string };

/** Elements in their order: least and most times; values where the standard closes the list. */
type Rule = {
  name: string;
  least: number;
  most: number;
  values?: readonly string[];
  match?: RegExp;
  children?: readonly Rule[];
};
const one = (name: string, more: Partial<Rule> = {}): Rule => ({ name, least: 1, most: 1, ...more });
const maybe = (name: string, more: Partial<Rule> = {}): Rule => ({ name, least: 0, most: 1, ...more });
const any = (name: string, more: Partial<Rule> = {}): Rule => ({
  name,
  least: 0,
  most: Number.POSITIVE_INFINITY,
  ...more,
});
/** CAP 1.2 §3.3.2: an offset, never "Z". */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;
/** No spaces, commas, < or &. */
const NAME = /^[^\s,<&]+$/;
const named = { children: [one("valueName"), one("value")] };

const ALERT: readonly Rule[] = [
  one("identifier", { match: NAME }),
  one("sender", { match: NAME }),
  one("sent", { match: MOMENT }),
  one("status", { values: ["Actual", "Exercise", "System", "Test", "Draft"] }),
  one("msgType", { values: ["Alert", "Update", "Cancel", "Ack", "Error"] }),
  maybe("source"),
  one("scope", { values: ["Public", "Restricted", "Private"] }),
  maybe("restriction"),
  maybe("addresses"),
  any("code"),
  maybe("note"),
  maybe("references", { match: /^[^\s,<&]+,[^\s,<&]+,\S+(\s[^\s,<&]+,[^\s,<&]+,\S+)*$/ }),
  maybe("incidents"),
  any("info", {
    children: [
      maybe("language"),
      {
        ...one("category"),
        most: Number.POSITIVE_INFINITY,
        values: [
          "Geo",
          "Met",
          "Safety",
          "Security",
          "Rescue",
          "Fire",
          "Health",
          "Env",
          "Transport",
          "Infra",
          "CBRNE",
          "Other",
        ],
      },
      one("event"),
      any("responseType", {
        values: [
          "Shelter",
          "Evacuate",
          "Prepare",
          "Execute",
          "Avoid",
          "Monitor",
          "Assess",
          "AllClear",
          "None",
        ],
      }),
      one("urgency", { values: ["Immediate", "Expected", "Future", "Past", "Unknown"] }),
      one("severity", { values: ["Extreme", "Severe", "Moderate", "Minor", "Unknown"] }),
      one("certainty", { values: ["Observed", "Likely", "Possible", "Unlikely", "Unknown"] }),
      maybe("audience"),
      any("eventCode", named),
      maybe("effective", { match: MOMENT }),
      maybe("onset", { match: MOMENT }),
      maybe("expires", { match: MOMENT }),
      maybe("senderName"),
      maybe("headline"),
      maybe("description"),
      maybe("instruction"),
      maybe("web"),
      maybe("contact"),
      any("parameter", named),
      any("resource"),
      any("area", {
        children: [
          one("areaDesc"),
          any("polygon"),
          any("circle"),
          any("geocode", named),
          maybe("altitude"),
          maybe("ceiling"),
        ],
      }),
    ],
  }),
];

/** @returns what is wrong, in English; empty: nothing. */
export function capFaults(xml: string): string[] {
  const root = parse(xml);
  if (!root) return ["not well-formed"];
  if (root.name !== "alert") return [`the root is ${root.name}, not alert`];
  const faults = /<alert xmlns="urn:oasis:names:tc:emergency:cap:1\.2">/.test(xml)
    ? []
    : ["the namespace is not that of CAP 1.2"];
  check(root, ALERT, "alert", faults);
  const textOf = (name: string) => root.children.find((child) => child.name === name)?.text;
  if (["Update", "Cancel", "Ack", "Error"].includes(textOf("msgType") ?? "") && !textOf("references"))
    faults.push("references: an Update or Cancel must say what it refers to");
  if (textOf("scope") === "Restricted" && !textOf("restriction"))
    faults.push("restriction: needed where the scope is Restricted");
  if (textOf("scope") === "Private" && !textOf("addresses"))
    faults.push("addresses: needed where the scope is Private");
  return faults;
}

function check(node: Node, rules: readonly Rule[], path: string, faults: string[]): void {
  let at = 0;
  for (const child of node.children) {
    const found = rules.findIndex(({ name }) => name === child.name);
    if (found < 0) faults.push(`${path}/${child.name}: no such element`);
    else if (found < at) faults.push(`${path}/${child.name}: out of order`);
    else at = found;
  }
  for (const rule of rules) {
    const own = node.children.filter(({ name }) => name === rule.name);
    const place = `${path}/${rule.name}`;
    if (own.length < rule.least) faults.push(`${place}: missing`);
    if (own.length > rule.most) faults.push(`${place}: more than ${rule.most}`);
    for (const child of own) {
      if (rule.children) check(child, rule.children, place, faults);
      else if (child.text.trim() === "") faults.push(`${place}: empty`);
      if (rule.values && !rule.values.includes(child.text))
        faults.push(`${place}: ${child.text} is not in the list`);
      if (rule.match && !rule.match.test(child.text))
        faults.push(`${place}: ${child.text} is not written as asked`);
    }
  }
}

const decode = (text: string): string =>
  text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&");

/** Elements and text only, as CAP has it; null where tags do not close as they open. */
function parse(xml: string): Node | null {
  const body = xml.replace(/^<\?xml[^>]*\?>\s*/, "");
  const root: Node = { name: "", children: [], text: "" };
  const open: Node[] = [root];
  let at = 0;
  for (const match of body.matchAll(/<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<&]*")*)\s*>/g)) {
    const here = open.at(-1)!;
    const text = body.slice(at, match.index);
    if (/[<>]|&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(text)) return null;
    here.text += decode(text);
    at = match.index + match[0].length;
    if (match[1]) {
      if (open.length < 2 || here.name !== match[2]) return null;
      open.pop();
    } else {
      const node: Node = { name: match[2]!, children: [], text: "" };
      here.children.push(node);
      open.push(node);
    }
  }
  if (open.length !== 1 || root.children.length !== 1 || /\S/.test(body.slice(at))) return null;
  return root.children[0]!;
}

// A rule as a decision diagram: each fact is asked once on a path, so a missing one simply takes every branch.
import { type Partition, partition, type Variable } from "./cells.ts";
import { type Condition, type Field, RuleFault, type Test } from "./types.ts";

/** -1 is no, -2 is yes, else the number of a node. */
export type NodeRef = number;
export const NO = -1;
export const YES = -2;
export type Node = { variable: number; children: readonly NodeRef[] };
export type Diagram = {
  variables: readonly Variable[];
  cuts: readonly Partition[];
  nodes: readonly Node[];
  root: NodeRef;
  tests: readonly Test[];
};

const LARGEST = 20_000;

type Shape = boolean | { test: number } | { all: Shape[] } | { any: Shape[] };

/** Throws RuleFault where the condition cannot be read. */
export function diagram(condition: Condition, fields: ReadonlyMap<string, Field>): Diagram {
  const tests: Test[] = [];
  const ofTest: number[] = [];
  const variables: Variable[] = [];
  const shape = read(condition, false, 0);
  const owners = variables.map((_, variable) => ofTest.flatMap((one, at) => (one === variable ? [at] : [])));
  const cuts = variables.map((variable, at) =>
    partition(
      variable,
      owners[at]!.map((test) => tests[test]!),
    ),
  );
  const nodes: Node[] = [];
  const byNode = new Map<string, NodeRef>();
  const done = new Map<string, NodeRef>();
  return { variables, cuts, nodes, root: build(shape, 0), tests };

  function read(one: Condition, negative: boolean, depth: number): Shape {
    if (depth > 40)
      throw new RuleFault("条件嵌套过深，请拆成几条规则", "The conditions are nested too deeply");
    if ("not" in one) return read(one.not, !negative, depth + 1);
    if ("all" in one || "any" in one) {
      const list = "all" in one ? one.all : one.any;
      if (!Array.isArray(list) || list.length === 0)
        throw new RuleFault("“全部/任一”下没有条件，请补充", "A group without conditions: add one");
      const parts = list.map((part) => read(part, negative, depth + 1));
      return "all" in one === negative ? { any: parts } : { all: parts };
    }
    const variable = variableOf(one);
    const test = tests.length;
    tests.push(one);
    ofTest.push(variable);
    // A negated test keeps its own cells: its truth is turned where it is looked up.
    return { test: negative ? -1 - test : test };
  }

  function variableOf(test: Test): number {
    const name = "any_sum" in test ? test.any_sum.map : test.field;
    const field = fields.get(name);
    if (!field)
      throw new RuleFault(
        `规则用到的字段“${name}”不在字段表中，请先登记该字段`,
        `The rule uses “${name}”, which is no known field; register it first`,
      );
    const keys = "any_sum" in test ? [...new Set(test.any_sum.keys)].sort() : undefined;
    if ((field.kind === "map") !== (keys !== undefined))
      throw new RuleFault(
        `${name} 只能${field.kind === "map" ? "按合计比较" : "直接比较"}`,
        `${name} cannot be tested this way`,
      );
    const key = keys ? `${name}[${keys.join("+")}]` : name;
    const known = variables.findIndex((one) => one.key === key);
    if (known >= 0) return known;
    // Two sums of one map hang together; judged apart, "cannot say" would come too often.
    if (keys && variables.some((one) => one.field.field === name))
      throw new RuleFault(
        `一条规则中 ${name} 只能有一种合计`,
        `One rule may use only one sum of ${name}; split the rule`,
      );
    return variables.push({ key, field, ...(keys ? { keys } : {}) }) - 1;
  }

  function build(now: Shape, variable: number): NodeRef {
    if (typeof now === "boolean") return now ? YES : NO;
    const key = `${variable}:${JSON.stringify(now)}`;
    const known = done.get(key);
    if (known !== undefined) return known;
    const children = Array.from({ length: cuts[variable]!.cells }, (_, cell) =>
      build(settle(now, variable, cell), variable + 1),
    );
    const made = children.every((child) => child === children[0]) ? children[0]! : node(variable, children);
    done.set(key, made);
    return made;
  }

  function node(variable: number, children: NodeRef[]): NodeRef {
    const key = `${variable}:${children.join()}`;
    const known = byNode.get(key);
    if (known !== undefined) return known;
    if (nodes.length >= LARGEST)
      throw new RuleFault("规则过于复杂，请拆成几条", "The rule is too complex; split it");
    nodes.push({ variable, children });
    byNode.set(key, nodes.length - 1);
    return nodes.length - 1;
  }

  function settle(now: Shape, variable: number, cell: number): Shape {
    if (typeof now === "boolean") return now;
    if ("test" in now) {
      const test = now.test < 0 ? -1 - now.test : now.test;
      if (ofTest[test] !== variable) return now;
      return cuts[variable]!.truth[owners[variable]!.indexOf(test)]![cell]! !== now.test < 0;
    }
    const isAll = "all" in now;
    const parts: Shape[] = [];
    for (const part of isAll ? now.all : now.any) {
      const settled = settle(part, variable, cell);
      if (settled === !isAll) return settled;
      if (settled !== isAll) parts.push(settled);
    }
    if (parts.length === 0) return isAll;
    return parts.length === 1 ? parts[0]! : isAll ? { all: parts } : { any: parts };
  }
}

/** What can still come out: bit 1 no, bit 2 yes; 3 is "cannot say yet". `bits` gives the open cells of a variable. */
export function outcomes({ nodes, root }: Diagram, bits: (variable: number) => number): number {
  const seen = new Map<NodeRef, number>();
  return visit(root);
  function visit(ref: NodeRef): number {
    if (ref < 0) return ref === YES ? 2 : 1;
    const known = seen.get(ref);
    if (known !== undefined) return known;
    const { variable, children } = nodes[ref]!;
    const open = bits(variable);
    let found = 0;
    for (let cell = 0; cell < children.length && found !== 3; cell++)
      if (open & (1 << cell)) found |= visit(children[cell]!);
    seen.set(ref, found);
    return found;
  }
}

/**
 * What must have been chosen for a line to be live: literals `<node id>:<port>`, all of which hold. `<node id>:*` says
 * that the node ran, where nothing simpler says so.
 */
export type Guards = ReadonlySet<string>;

export const NO_GUARDS: Guards = new Set();
const MAX_FAMILY = 64;

export const chose = (nodeId: string, port: string): string => `${nodeId}:${port}`;
export const ran = (nodeId: string): string => `${nodeId}:*`;

export function isWithin(guards: Guards, outer: Guards): boolean {
  for (const literal of guards) if (!outer.has(literal)) return false;
  return true;
}

/** What all of the sets have in common. */
export function intersection<T>(sets: readonly ReadonlySet<T>[]): Set<T> {
  const [first, ...rest] = sets;
  return new Set([...(first ?? [])].filter((member) => rest.every((other) => other.has(member))));
}

export function union<T>(sets: readonly ReadonlySet<T>[]): Set<T> {
  const all = new Set<T>();
  for (const one of sets) for (const member of one) all.add(member);
  return all;
}

/**
 * Whether one of the lines is live whenever `common` holds: literals of all exits of a choice with the same rest cancel
 * out, again and again, until nothing is left to choose. `exitsOf` lists the exits of a node, of which exactly one is taken.
 */
export function isExhaustive(lines: readonly Guards[], common: Guards, exitsOf: (nodeId: string) => string[]): boolean {
  let family = distinct(lines.map((guards) => new Set([...guards].filter((literal) => !common.has(literal))))).slice(
    0,
    MAX_FAMILY,
  );
  for (let isSmaller = true; isSmaller; ) {
    if (family.some((guards) => guards.size === 0)) return true;
    const next = family.flatMap((guards) => [guards, ...cancelled(guards, family, exitsOf)]);
    const merged = distinct(next).slice(0, MAX_FAMILY);
    isSmaller = merged.length > family.length;
    family = merged;
  }
  return false;
}

/** The sets that are left when a choice of `guards` does not matter, because every exit of it has the same rest. */
function cancelled(guards: Guards, family: readonly Guards[], exitsOf: (nodeId: string) => string[]): Guards[] {
  return [...guards].flatMap((literal) => {
    const nodeId = literal.slice(0, literal.indexOf(":"));
    const rest = new Set([...guards].filter((other) => other !== literal));
    const exits = exitsOf(nodeId);
    const covers = (exit: string) => family.some((other) => isWithin(other, new Set([...rest, chose(nodeId, exit)])));
    return literal.endsWith(":*") || exits.length === 0 || !exits.every(covers) ? [] : [rest];
  });
}

function distinct(sets: readonly Guards[]): Guards[] {
  return [...new Map(sets.map((guards) => [[...guards].sort().join(" "), guards])).values()];
}

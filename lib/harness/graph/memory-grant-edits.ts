import { kindsOf, type MemoryGrant, type MemoryKind, MemoryScopeName } from "@/lib/release/memory-grants";

type Right = "read" | "write";
type Grants = readonly MemoryGrant[];

/** The grants with a right given or taken; a scope without any is gone. In the order of the scopes, narrow ones first. */
export function withRight(
  grants: Grants,
  scope: MemoryScopeName,
  change: Partial<Record<Right, boolean>>,
): MemoryGrant[] {
  const before = grants.find((one) => one.scope === scope) ?? { scope, read: false, write: false };
  return ordered([...grants.filter((one) => one.scope !== scope), { ...before, ...change }]);
}

/** The grants with a kind of entries added to one or taken from it. Facts alone are what a grant is about by itself; the last kind stays. */
export function withKind(grants: Grants, scope: MemoryScopeName, { kind, isOn }: { kind: MemoryKind; isOn: boolean }) {
  return ordered(
    grants.map((grant) => {
      if (grant.scope !== scope) return grant;
      const { kinds: _before, ...rest } = grant;
      const kinds = isOn ? [...kindsOf(grant), kind] : kindsOf(grant).filter((one) => one !== kind);
      if (kinds.length === 0) return grant;
      return kinds.length === 1 && kinds[0] === "fact" ? rest : { ...rest, kinds };
    }),
  );
}

const ordered = (grants: Grants): MemoryGrant[] =>
  MemoryScopeName.options.flatMap((scope) => grants.filter((one) => one.scope === scope && (one.read || one.write)));

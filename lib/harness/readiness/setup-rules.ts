import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { linesInto } from "@/lib/harness/readiness/lines";
import { nodeFinding, type Rule } from "@/lib/harness/readiness/rule";
import { isSecretHeader } from "@/lib/harness/tools/secret-headers";
import { isPattern } from "@/lib/release/is-pattern";
import { literalOrigin } from "@/lib/release/literal-host";
import { type GuardrailCheck, isContainerKind, NODE_CONFIG } from "@/lib/release/node-config";

/** What keeps a step from doing what it is for. `label` and `config` are a repair: another configuration. */
type Fault = { field: string; says: string; repair?: { label: string; config: DraftNode["config"] } };

/** A step whose configuration can be read and does nothing: every run would fail at it, or go past it for nothing. */
export const misconfiguredStep: Rule = {
  name: "misconfigured-step",
  check: ({ draft }) =>
    draft.nodes.flatMap((node) =>
      [...ownFaults(node), ...faultsAround(node, draft)].map(({ field, says, repair }) =>
        nodeFinding(node, {
          rule: "misconfigured-step",
          severity: "block",
          field,
          explanation: `"${node.label}" ${says}`,
          ...(repair && {
            repair: {
              label: repair.label,
              commands: [{ kind: "set-node", id: node.id, change: { config: repair.config } }],
            },
          }),
        }),
      ),
    ),
};

/** What a step by itself tells. */
const ownFaults = onceFor((node: DraftNode): readonly Fault[] => {
  switch (node.kind) {
    case "http":
      return ofRequest(node);
    case "guardrail":
      return (NODE_CONFIG.guardrail.safeParse(node.config).data?.checks ?? []).flatMap(ofCheck);
    case "wait":
      return node.config.mode === "signal" && !node.config.signal
        ? [{ field: "signal", says: "waits for a signal that has no name, so nobody can send it. Name it." }]
        : [];
    default:
      return [];
  }
});

function ofRequest({ config }: DraftNode): Fault[] {
  const request = NODE_CONFIG.http.safeParse(config).data;
  if (!request) return [];
  const faults: Fault[] = Object.keys(request.headers)
    .filter(isSecretHeader)
    .map((name) => ({
      field: `headers.${name}`,
      says: `writes out the header "${name}", which carries a key. Store the key under Secrets and send it as a secret.`,
    }));
  if (literalOrigin(request.url)) return faults;
  const says =
    "calls an address whose host is not written out, which is refused. Begin with https:// and the host; variables come after it.";
  return [{ field: "address", says }, ...faults];
}

function ofCheck(check: GuardrailCheck, at: number): Fault[] {
  const field = `checks.${at}`;
  if (check.kind === "regex" && !isPattern(check.pattern))
    return [{ field, says: `looks for "${check.pattern}", which is not a regular expression of RE2.` }];
  if (check.kind === "length" && (check.min ?? 0) > check.max)
    return [
      {
        field,
        says: `wants at least ${check.min} and at most ${check.max} characters, which no text has. Lower the one or raise the other.`,
      },
    ];
  return [];
}

/** What a step together with what is around it tells. */
function faultsAround(node: DraftNode, draft: Draft): Fault[] {
  if (node.kind === "join") return ofJoin(node, draft);
  if (!isContainerKind(node.kind) || parentsOf(draft.nodes).has(node.id)) return [];
  return [
    { field: "steps", says: "has no steps inside, so it repeats nothing. Put steps into its frame, or remove it." },
  ];
}

const parentsOf = onceFor(
  (nodes: Draft["nodes"]): ReadonlySet<string | null> =>
    new Set(nodes.flatMap(({ kind, parent }) => (kind === "note" ? [] : parent))),
);

function ofJoin({ id, config }: DraftNode, draft: Draft): Fault[] {
  if (config.mode !== "n") return [];
  const count = linesInto(draft, id).length;
  const wanted = NODE_CONFIG.join.safeParse(config).data?.n;
  if (count === 0 || (wanted !== undefined && wanted <= count)) return [];
  const says =
    wanted === undefined
      ? "goes on when some ways have arrived, and does not say how many."
      : `waits for ${wanted} ways, and ${count === 1 ? "1 leads" : `${count} lead`} to it, so it fails.`;
  return [{ field: "many", says, repair: { label: `Wait for ${count}`, config: { ...config, n: count } } }];
}

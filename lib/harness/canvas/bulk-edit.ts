import type { Command, SingleCommand } from "@/lib/harness/graph/command";
import type { Draft, DraftNode } from "@/lib/harness/graph/draft";
import { formatDuration } from "@/lib/platform/time/format-duration";
import { DEFAULT_RETRY, StepPolicy } from "@/lib/release/step-policy";
import { timeoutCapMs } from "@/lib/release/timeout-cap";

export type BulkField = "slot" | "timeoutMs" | "maxAttempts" | "onError";
type Option = { value: string; label: string };
type Row = { field: BulkField; value: string | null; options: Option[] };

const TIMEOUTS_MS = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000];
const ON_ERROR: readonly Option[] = [
  { value: "fail", label: "The run fails" },
  { value: "port", label: "Go on at the error exit" },
  { value: "value", label: "Go on with a fixed value" },
];
const UNFAILING: ReadonlySet<string> = new Set(["end", "note", "placeholder"]);

/** Fields that all of the nodes have, with the value that they share or null when they differ. */
export function bulkFields(draft: Draft, nodes: readonly DraftNode[]): Row[] {
  const rows: Row[] = [];
  if (nodes.length === 0) return rows;
  if (nodes.every((node) => typeof node.config.slot === "string"))
    rows.push({
      field: "slot",
      value: shared(nodes, (node) => String(node.config.slot)),
      options: Object.keys(draft.models).map((name) => ({ value: name, label: name })),
    });
  if (nodes.some((node) => UNFAILING.has(node.kind) || node.kind.startsWith("trigger."))) return rows;
  const timeout = shared(nodes, (node) => String(node.policy.timeoutMs ?? ""));
  rows.push(
    { field: "timeoutMs", value: timeout, options: timeoutOptions(nodes, timeout) },
    {
      field: "maxAttempts",
      value: shared(nodes, (node) => String(node.policy.retry?.maxAttempts ?? "")),
      options: [1, 2, 3, 4, 5, 6].map((count) => ({
        value: String(count),
        label: count === 1 ? "1, no retry" : String(count),
      })),
    },
    { field: "onError", value: shared(nodes, (node) => node.policy.onError ?? "fail"), options: [...ON_ERROR] },
  );
  return rows;
}

/** What every one of the nodes may have; what they have now is shown too. */
function timeoutOptions(nodes: readonly DraftNode[], current: string | null): Option[] {
  const most = Math.min(...nodes.map(({ kind }) => timeoutCapMs(kind)));
  const all = new Set([...TIMEOUTS_MS.filter((ms) => ms <= most), ...(current ? [Number(current)] : [])]);
  return [...all].sort((one, other) => one - other).map((ms) => ({ value: String(ms), label: formatDuration(ms) }));
}

function shared(nodes: readonly DraftNode[], read: (node: DraftNode) => string): string | null {
  const values = new Set(nodes.map(read));
  return values.size === 1 ? ([...values][0] ?? null) : null;
}

/** Sets a field of all the nodes as one edit. */
export function bulkChange(nodes: readonly DraftNode[], field: BulkField, value: string): Command | null {
  const commands = nodes.map(
    (node): SingleCommand => ({ kind: "set-node", id: node.id, change: changeOf(node, field, value) }),
  );
  return commands.length === 0 ? null : { kind: "batch", commands };
}

function changeOf({ config, policy }: DraftNode, field: BulkField, value: string) {
  if (field === "slot") return { config: { ...config, slot: value } };
  if (field === "timeoutMs") return { policy: { ...policy, timeoutMs: Number(value) } };
  if (field === "onError") return { policy: { ...policy, onError: StepPolicy.shape.onError.parse(value) } };
  return { policy: { ...policy, retry: { ...(policy.retry ?? DEFAULT_RETRY), maxAttempts: Number(value) } } };
}

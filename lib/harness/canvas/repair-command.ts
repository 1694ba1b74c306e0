import { Command, type SingleCommand } from "@/lib/harness/graph/command";
import type { Draft } from "@/lib/harness/graph/draft";
import { addsOnly } from "@/lib/harness/readiness/adds-only";
import type { Finding } from "@/lib/release/readiness-report";

/** The commands of a repair as one edit, or null when they are none of ours. */
export function repairCommand(commands: readonly unknown[]): Command | null {
  const parsed = commands.flatMap((command): SingleCommand[] => {
    const { data } = Command.safeParse(command);
    if (!data) return [];
    return data.kind === "batch" ? data.commands : [data];
  });
  return parsed.length === 0 ? null : { kind: "batch", commands: parsed };
}

/** Repairs that take nothing away, as one edit; null when there are fewer than two. The others stay one by one. */
export function safeRepairs(draft: Draft, findings: readonly Finding[]): { count: number; command: Command } | null {
  const safe = findings.flatMap((finding) => {
    const command = finding.repair ? repairCommand(finding.repair.commands) : null;
    return command?.kind === "batch" && addsOnly(draft, command.commands) ? [command.commands] : [];
  });
  const touched = new Set<string>();
  const disjoint = safe.filter((commands) => {
    const ids = commands.flatMap((one) => (one.kind === "set-node" ? [one.id] : []));
    const isFree = ids.every((id) => !touched.has(id));
    for (const id of ids) touched.add(id);
    return isFree;
  });
  if (disjoint.length < 2) return null;
  return { count: disjoint.length, command: { kind: "batch", commands: disjoint.flat() } };
}

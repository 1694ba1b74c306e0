import { Command, type SingleCommand } from "@/lib/harness/graph/command";
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

/** Repairs that add a bound or a port and take nothing away, as one edit; null when there are fewer than two. */
export function safeRepairs(findings: readonly Finding[]): { count: number; command: Command } | null {
  const safe = findings.flatMap((finding) => {
    const command = finding.repair ? repairCommand(finding.repair.commands) : null;
    return command?.kind === "batch" &&
      command.commands.every((one) => one.kind === "set-node" || one.kind === "connect")
      ? [command.commands]
      : [];
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

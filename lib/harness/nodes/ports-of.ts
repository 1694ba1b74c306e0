import { z } from "zod";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { onceFor } from "@/lib/harness/graph/once-for";
import { NODE_CONFIG } from "@/lib/release/node-config";

type OutPort = { id: string; label: string };
export type Ports = { in: string[]; out: OutPort[] };

const plain = (id: string): OutPort => ({ id, label: id === "out" ? "" : id });

type Subject = Pick<DraftNode, "kind" | "config" | "policy">;

/**
 * Ports of a node as it is drawn, worked out once for each version of the node. A configuration that cannot be read yet
 * still has the ports that never change.
 */
export const portsOf = onceFor((node: Subject): Ports => {
  const error = node.policy.onError === "port" ? [{ id: "error", label: "error" }] : [];
  switch (node.kind) {
    case "trigger.api":
    case "trigger.chat":
    case "trigger.webhook":
    case "trigger.schedule":
      return { in: [], out: [plain("out")] };
    case "note":
      return { in: [], out: [] };
    case "placeholder":
      return importedPorts(node.config);
    case "end":
      return { in: ["in"], out: [] };
    case "branch":
      return { in: ["in"], out: [...cases(node.config), { id: "else", label: "else" }, ...error] };
    case "classify":
      return { in: ["in"], out: [...labels(node.config), { id: "other", label: "other" }, ...error] };
    case "agent":
      return { in: ["in"], out: [plain("out"), { id: "limit", label: "limit" }, ...error] };
    case "map":
      return { in: ["in", "collect"], out: [plain("out"), { id: "body", label: "each" }, ...error] };
    case "loop":
      return { in: ["in", "next"], out: [plain("out"), plain("limit"), { id: "body", label: "each" }, ...error] };
    case "wait":
      return {
        in: ["in"],
        out: [plain("out"), ...(node.config.mode === "signal" ? [plain("timeout")] : []), ...error],
      };
    case "approval":
      return { in: ["in"], out: [plain("approved"), plain("rejected"), plain("timeout"), ...error] };
    case "memory.write":
      return { in: ["in"], out: [plain("out"), plain("conflict"), ...error] };
    case "guardrail":
      return { in: ["in"], out: [plain("pass"), plain("block"), ...error] };
    default:
      return { in: ["in"], out: [plain("out"), ...error] };
  }
});

const Imported = z.object({
  raw: z.object({ ports: z.object({ in: z.array(z.string()), out: z.array(z.string()) }) }),
});

/** Exits and entries that the lines of the imported file used. */
function importedPorts(config: DraftNode["config"]): Ports {
  const ports = Imported.safeParse(config).data?.raw.ports;
  return { in: ports?.in ?? [], out: (ports?.out ?? []).map(plain) };
}

function cases(config: DraftNode["config"]): OutPort[] {
  const parsed = NODE_CONFIG.branch.safeParse(config);
  return parsed.success ? parsed.data.cases.map(({ key, label }) => ({ id: key, label: label || key })) : [];
}

function labels(config: DraftNode["config"]): OutPort[] {
  const parsed = NODE_CONFIG.classify.safeParse(config);
  return parsed.success ? parsed.data.labels.map(({ key }) => ({ id: key, label: key })) : [];
}

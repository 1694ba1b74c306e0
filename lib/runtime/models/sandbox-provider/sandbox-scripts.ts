import type { SandboxScript } from "@/lib/release/sandbox-script";
import { RESEARCH_DEMO } from "@/lib/runtime/models/sandbox-provider/scripts/research-demo";
import { ECHO, FLAKY_30, OBEDIENT } from "@/lib/runtime/models/sandbox-provider/scripts/small-scripts";
import { SUPPORT_DEMO } from "@/lib/runtime/models/sandbox-provider/scripts/support-demo";
import { TRIAGE_DEMO } from "@/lib/runtime/models/sandbox-provider/scripts/triage-demo";

/** The shipped scripts by model id: `sandbox/<id>`. */
export const SANDBOX_SCRIPTS: ReadonlyMap<string, SandboxScript> = new Map([
  ["support-demo", SUPPORT_DEMO],
  ["research-demo", RESEARCH_DEMO],
  ["triage-demo", TRIAGE_DEMO],
  ["echo", ECHO],
  ["flaky-30", FLAKY_30],
  ["obedient", OBEDIENT],
]);

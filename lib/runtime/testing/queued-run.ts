import { randomUUID } from "node:crypto";
import { projectId, tenantId } from "@/lib/platform/ids/branded-id";
import type { Json } from "@/lib/release/json-schema";
import type { ClaimedRun } from "@/lib/runtime/journal/journal";

/** A queued run of a tenant of its own, for the memory journal. */
export function queuedRun(runId: string, input: Json): Omit<ClaimedRun, "epoch" | "lastSeq" | "startedAt"> {
  return {
    tenantId: tenantId(randomUUID()),
    runId,
    harnessId: randomUUID(),
    harnessSlug: "test",
    releaseId: randomUUID(),
    releaseNumber: 1,
    projectId: projectId(randomUUID()),
    environment: "production",
    trigger: "api",
    threadId: null,
    endUser: null,
    startedBy: "system:test",
    options: {},
    vars: {},
    models: {},
    input,
    queuedAt: Date.now(),
    cancelRequested: false,
    nudges: 0,
    parent: null,
    depth: 0,
    taint: [],
    limits: null,
  };
}

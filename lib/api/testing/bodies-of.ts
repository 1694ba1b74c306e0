import { randomUUID } from "node:crypto";
import { promptBody } from "@/lib/harness/prompts/prompt-body";
import type { HttpTool } from "@/lib/harness/tools/schema";

export const TOOL: HttpTool = {
  key: "acme_stock",
  name: "Stock",
  description: "",
  input: { type: "object" },
  sideEffect: "none",
  classes: ["read"],
  timeoutMs: 1_000,
  impl: { kind: "http", method: "GET", url: "https://example.com/", headers: {}, maxResponseBytes: 1_000 },
};
export const PROMPT = promptBody({ system: "Hi", user: "" });
const RENAME = [{ kind: "set-draft", change: { name: "Stolen" } }];
const ECHO = { tool: "echo", fingerprint: "0".repeat(64), key: "acme_echo", sideEffect: "none", classes: ["read"] };

/** A valid body of each operation that takes one, with acme's ids in it. A route that is missing here fails the tests. */
export const bodiesOf = (ids: Record<string, string>): Record<string, unknown> => ({
  "patch /harnesses/{harness}/draft": { baseRev: 1, batchId: randomUUID(), commands: RENAME },
  "put /harnesses/{harness}/owner": { userId: randomUUID() },
  "post /harnesses/{harness}/draft/restore": { rev: 1, baseRev: 1, batchId: randomUUID() },
  "post /harnesses/{harness}/draft/restore-points": { label: "Stolen" },
  "put /harnesses/{harness}/draft/pins/{nodeId}": { from: "schema", port: "out" },
  "put /harnesses/{harness}/cassette-mode": { mode: "replay" },
  "post /harnesses/{harness}/subflows": { name: "Stolen", nodes: [ids.nodeId] },
  "post /harnesses/{harness}/test-runs": { input: {} },
  "post /harnesses/{harness}/test-runs/plan": { input: {}, part: { mode: "to", nodeId: ids.nodeId } },
  "put /harnesses/{harness}/environments/{environment}": { releaseId: ids.releaseId, reason: "" },
  "post /prompts/{prompt}/revisions": { baseRev: 1, body: PROMPT, message: "Stolen" },
  "post /prompts/{prompt}/variants": { name: "stolen", from: { rev: 1 } },
  "post /harnesses/{harness}/waivers": { findings: [{ rule: "eval-missing" }], reason: "Stolen", days: 1 },
  "post /harnesses/{harness}/releases/{releaseId}/reviews": { verdict: "approve" },
  "post /harnesses/{harness}/releases/{releaseId}/revocation": { reason: "Stolen" },
  "put /harnesses/{harness}/slots/{slot}/environments/{environment}": { model: "sandbox/echo" },
  "put /variables/{variable}": { value: "stolen" },
  "put /variables/{variable}/environments/{environment}": { value: "stolen" },
  "post /datasets/{dataset}/revisions": { baseRev: 1, put: [{ input: "stolen" }] },
  "post /datasets/{dataset}/imports": { baseRev: 1, format: "jsonl", text: "{}", mode: "replace", dryRun: false },
  "post /datasets/{dataset}/runs": { runId: ids.runId },
  "post /tools/{tool}/revisions": { baseRev: 1, tool: TOOL, message: "" },
  "post /mcp-servers/{server}/approvals": { tools: [ECHO] },
  "post /knowledge/{knowledge}/documents": { title: "Stolen", format: "text", content: "Stolen" },
  "patch /members/{userId}": { role: "OWNER" },
  "put /model-connections/{connectionId}": { baseUrl: "https://evil.example.com/v1", apiKey: null },
  "post /model-connections/{connectionId}/models/test": { modelId: "m" },
  "put /model-connections/{connectionId}/models": { modelId: "m", contextWindow: 1_000, maxOutput: 100, prices: null },
  "put /secrets/{secretId}": { value: "stolen", allowedHosts: ["evil.example.com"] },
  "put /budgets/{budgetId}": { name: "Stolen", limitMicros: null, limitTokens: 1, allowUnpriced: false, rev: 1 },
  "patch /triggers/webhooks/{webhookId}": { state: "paused" },
  "patch /triggers/schedules/{scheduleId}": { state: "paused" },
  "post /runs/{runId}/decisions": { step: "answer", choice: "fail" },
  "post /approvals/{approvalId}/decision": { decision: "approved" },
  "post /runs/{runId}/replay": { target: "same" },
  "post /dead-letters/{letterId}/discard": { note: "" },
  "post /runs/{runId}/signals/{name}": { key: "stolen" },
  "post /runs": { harness: ids.harness, environment: "production", input: {} },
});

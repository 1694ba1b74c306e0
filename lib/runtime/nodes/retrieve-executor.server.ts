import { countTokens } from "@/lib/platform/tokens/count-tokens";
import type { Json } from "@/lib/release/json-schema";
import { NODE_CONFIG, type NodeConfig } from "@/lib/release/node-config";
import type { FoundPassage } from "@/lib/runtime/knowledge/search-knowledge";
import { askPolicy } from "@/lib/runtime/nodes/ask-policy.server";
import type { CallExecutorDependencies } from "@/lib/runtime/nodes/call-dependencies";
import { endingWithResult } from "@/lib/runtime/nodes/ending-with-result.server";
import { StepFailure } from "@/lib/runtime/nodes/step-failure";
import type { NodeExecutor, StepContext } from "@/lib/runtime/worker/node-executor";

const MAX_QUERY = 1_000;
type Dependencies = Pick<CallExecutorDependencies, "decide" | "approvals" | "searchKnowledge">;

/**
 * Looks up passages of the revision that the release pins. Output `{passages: [{text, title, document, score}], text,
 * citations, leftOut}`: whole passages, best first, as long as they fit the tokens together. Nothing found is no failure.
 */
export function createRetrieveExecutor(deps: Dependencies): NodeExecutor {
  return endingWithResult(async (context) => {
    const config = NODE_CONFIG.retrieve.parse(context.node.config);
    const output = await context.call("knowledge:0", async () => ({ value: await lookUp(deps, context, config) }));
    return { ok: true, output, port: "out" };
  });
}

async function lookUp(deps: Dependencies, context: StepContext, config: NodeConfig<"retrieve">): Promise<Json> {
  const { knowledge, knowledgeId, rev, topK, minScore, budgetTokens } = config;
  if (knowledgeId === undefined || rev === undefined)
    throw new StepFailure("internal", `The release does not pin a revision of the knowledge "${knowledge}".`);
  const query = textOf(context.input.query ?? "")
    .slice(0, MAX_QUERY)
    .toWellFormed();
  const permit = await askPolicy(deps, context, {
    ordinal: "knowledge:0",
    action: { kind: "knowledge.read", knowledge: { key: knowledge } },
    args: { query },
  });
  context.annotate({ decisionIds: [permit.decisionId], attributes: { knowledge, rev } });
  if (!permit.allowed) throw new StepFailure("policy_denied", permit.reason, { policies: permit.policies });
  const asked = { knowledgeId, rev, query, minScore, limit: topK };
  const found = query.trim() === "" ? [] : await deps.searchKnowledge(context.run.tenantId, asked);
  const kept = withinBudget(found, budgetTokens);
  context.annotate({
    attributes: { knowledge, rev, found: found.length, scores: kept.map(({ score }) => roundScore(score)) },
  });
  return {
    passages: kept.map(({ content, title, heading, documentId, position, score }) => ({
      ...{ text: content, title, heading, document: documentId, position },
      score: roundScore(score),
    })),
    text: kept
      .map(({ title, heading, content }, at) => `[${at + 1}] ${citedAs(title, heading)}\n${content}`)
      .join("\n\n"),
    citations: kept.map(({ title, heading, documentId }, at) => ({ n: at + 1, title, heading, document: documentId })),
    leftOut: found.length - kept.length,
  };
}

const citedAs = (title: string, heading: string): string => (heading === "" ? title : `${title}: ${heading}`);
const roundScore = (score: number): number => Math.round(score * 1_000) / 1_000;
const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The best ones that fit together; one that is too large is left out, smaller ones after it are not. */
function withinBudget(found: readonly FoundPassage[], budgetTokens: number): FoundPassage[] {
  let left = budgetTokens;
  return found.filter(({ title, heading, content }) => {
    const tokens = countTokens(`${citedAs(title, heading)}\n${content}`);
    if (tokens > left) return false;
    left -= tokens;
    return true;
  });
}

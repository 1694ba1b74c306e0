import type { GovernedRoute } from "@/lib/governance/access/governed-route.server";
import { approvalRoutes } from "@/lib/governance/approvals/routes.server";
import { auditRoutes } from "@/lib/governance/audit/routes.server";
import { budgetRoutes } from "@/lib/governance/budgets/routes.server";
import { confirmationRoutes } from "@/lib/governance/confirmation/routes.server";
import { decisionRoutes } from "@/lib/governance/decisions/routes.server";
import { faultRuleRoutes } from "@/lib/governance/fault-rules/routes.server";
import { apiKeyRoutes } from "@/lib/governance/keys/routes.server";
import { limitRoutes } from "@/lib/governance/limits/routes.server";
import { memberRoutes } from "@/lib/governance/members/routes.server";
import { modelRoutes } from "@/lib/governance/models/routes.server";
import { policyRoutes } from "@/lib/governance/policies/routes.server";
import { secretRoutes } from "@/lib/governance/secrets/routes.server";
import { assetRoutes } from "@/lib/harness/assets/routes.server";
import { datasetRoutes } from "@/lib/harness/datasets/routes.server";
import { experimentRoutes } from "@/lib/harness/experiments/routes.server";
import { firstLoopRoutes } from "@/lib/harness/first-loop/routes.server";
import { harnessRoutes } from "@/lib/harness/harnesses/routes.server";
import { historyRoutes } from "@/lib/harness/history/routes.server";
import { knowledgeRoutes } from "@/lib/harness/knowledge/routes.server";
import { mcpServerRoutes } from "@/lib/harness/mcp-servers/routes.server";
import { pinRoutes } from "@/lib/harness/pins/routes.server";
import { playgroundRoutes } from "@/lib/harness/playground/routes.server";
import { promotionRoutes } from "@/lib/harness/promotion/routes.server";
import { promptRoutes } from "@/lib/harness/prompts/routes.server";
import { slotRoutes } from "@/lib/harness/slots/routes.server";
import { subflowRoutes } from "@/lib/harness/subflows/routes.server";
import { testRunRoutes } from "@/lib/harness/test-runs/routes.server";
import { toolRoutes } from "@/lib/harness/tools/routes.server";
import { variableRoutes } from "@/lib/harness/variables/routes.server";
import { workflowFileRoutes } from "@/lib/harness/workflow-files/routes.server";
import { overviewRoutes } from "@/lib/observability/dashboards/routes.server";
import { failureRoutes } from "@/lib/observability/failures/routes.server";
import { traceRoutes } from "@/lib/observability/traces/routes.server";
import { cassetteRoutes } from "@/lib/runtime/cassettes/routes.server";
import { chatRoutes } from "@/lib/runtime/chat/routes.server";
import { contextPlanRoutes } from "@/lib/runtime/context-plans/routes.server";
import { deadLetterRoutes } from "@/lib/runtime/dead-letters/routes.server";
import { memoryEntryRoutes } from "@/lib/runtime/memory-entries/routes.server";
import { capabilityRoutes } from "@/lib/runtime/models/routes.server";
import { replayRoutes } from "@/lib/runtime/replay/routes.server";
import { runRoutes } from "@/lib/runtime/runs/routes.server";
import { stepDecisionRoutes } from "@/lib/runtime/step-decisions/routes.server";
import { subRunRoutes } from "@/lib/runtime/sub-runs/routes.server";
import { summaryRoutes } from "@/lib/runtime/summaries/routes.server";
import { threadRoutes } from "@/lib/runtime/threads/routes.server";
import { triggerRoutes } from "@/lib/runtime/triggers/routes.server";
import { workerRoutes } from "@/lib/runtime/workers/routes.server";

/** Every operation of the API, area by area. */
export const routes: readonly GovernedRoute[] = [
  ...apiKeyRoutes,
  ...approvalRoutes,
  ...assetRoutes,
  ...auditRoutes,
  ...budgetRoutes,
  ...capabilityRoutes,
  ...cassetteRoutes,
  ...chatRoutes,
  ...confirmationRoutes,
  ...contextPlanRoutes,
  ...datasetRoutes,
  ...experimentRoutes,
  ...failureRoutes,
  ...faultRuleRoutes,
  ...firstLoopRoutes,
  ...deadLetterRoutes,
  ...decisionRoutes,
  ...harnessRoutes,
  ...knowledgeRoutes,
  ...limitRoutes,
  ...mcpServerRoutes,
  ...historyRoutes,
  ...memberRoutes,
  ...memoryEntryRoutes,
  ...overviewRoutes,
  ...modelRoutes,
  ...pinRoutes,
  ...policyRoutes,
  ...playgroundRoutes,
  ...promotionRoutes,
  ...promptRoutes,
  ...replayRoutes,
  ...runRoutes,
  ...secretRoutes,
  ...slotRoutes,
  ...stepDecisionRoutes,
  ...subflowRoutes,
  ...subRunRoutes,
  ...testRunRoutes,
  ...threadRoutes,
  ...summaryRoutes,
  ...toolRoutes,
  ...traceRoutes,
  ...triggerRoutes,
  ...variableRoutes,
  ...workerRoutes,
  ...workflowFileRoutes,
];

import type { AgentAction } from "@/lib/governance/policies/decision";

/** What an action is about: the key of a tool or of a knowledge, the reference of a model, the scope of a memory. */
export function actionResource(action: AgentAction): string {
  switch (action.kind) {
    case "tool.call":
      return action.tool.key;
    case "model.invoke":
      return action.model.ref;
    case "knowledge.read":
      return action.knowledge.key;
    case "memory.read":
    case "memory.write":
      return action.memory.scope;
  }
}

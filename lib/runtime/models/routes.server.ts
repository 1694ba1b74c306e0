import { z } from "zod";
import { type GovernedRoute, governedRoute } from "@/lib/governance/access/governed-route.server";
import { safeStream } from "@/lib/platform/net/safe-fetch.server";
import { createAiSdkGateway } from "@/lib/runtime/models/ai-sdk-gateway.server";
import { ModelTest, testModel } from "@/lib/runtime/models/test-model.server";

export const capabilityRoutes: GovernedRoute[] = [
  governedRoute(
    {
      method: "post",
      path: "/model-connections/{connectionId}/models/test",
      scope: "model:write",
      summary: "Try what a model can do with three small calls, and keep the result",
      tag: "Models",
      params: z.object({ connectionId: z.uuid() }),
      body: z.strictObject({ modelId: z.string().min(1).max(80) }),
      response: ModelTest,
    },
    ({ actor, params: { connectionId }, body: { modelId }, request }) =>
      testModel(
        actor,
        { connectionId, modelId },
        createAiSdkGateway({ safeStream: safeStream(), sleep: async () => {} }),
        request.signal,
      ),
  ),
];

import { expect, test } from "vitest";
import { evaluatePolicies } from "@/lib/governance/policies/evaluate-policies.server";
import { httpAction } from "@/lib/governance/policies/http-action";
import { readPolicyDocument } from "@/lib/governance/policies/policy-document.server";
import { STARTER_POLICIES } from "@/lib/governance/policies/starter-policies";
import { toolAction } from "@/lib/governance/policies/tool-action";
import { BUILT_IN_TOOLS } from "@/lib/release/built-in-tools";

const { policies } = readPolicyDocument(STARTER_POLICIES);
const ask = (action: Parameters<typeof evaluatePolicies>[2]["action"], approved = false) =>
  evaluatePolicies("starter", policies, {
    ...{ runId: "r", nodeKey: "send", stepKey: "send", attempt: 1, harnessSlug: "desk", projectId: "" },
    ...{ environment: "production", now: 0, approved, action },
    taint: { untrustedInput: false, readSensitive: false },
    usage: { runCostMicros: 0, runSteps: 0, toolCallsInRun: 0 },
  });
const sent = (method: string, sideEffect: string) => httpAction({ method, host: "api.example.com", sideEffect });

test("starter policies: a request that reads is sent, one that changes something waits for a person", () => {
  expect(ask(sent("GET", "none")).verdict).toBe("allow");
  for (const [method, sideEffect] of [
    ["POST", "unsafe"],
    ["POST", "none"],
    ["GET", "unsafe"],
  ] as const) {
    expect(ask(sent(method, sideEffect))).toMatchObject({
      verdict: "needs_approval",
      reasons: [{ title: "Requests that change something outside need a person" }],
    });
    expect(ask(sent(method, sideEffect), true).verdict).toBe("allow");
  }
});

test("a tool that writes is no request: its own classes say what it does", () => {
  const [writing] = BUILT_IN_TOOLS.filter(({ classes }) => classes.includes("write") && !classes.includes("money"));
  if (!writing) throw new Error("One of the built-in tools writes.");
  expect(ask(toolAction(writing)).verdict).toBe("allow");
});

"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Status } from "@/components/ui/status";
import { Textarea } from "@/components/ui/textarea";
import type { PolicySetView, TestVerdict } from "@/lib/governance/policies/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; text: string; tools: PolicySetView["tools"]; harnesses: PolicySetView["harnesses"] };
type Environment = "draft" | "staging" | "production";

/** Asks the text as it stands about one call. Nothing is called and nothing is stored. */
export function TestBench({ tenant, text, tools, harnesses }: Props) {
  const [tool, setTool] = useState(tools[0]?.key ?? "");
  const [harness, setHarness] = useState(harnesses[0]?.slug ?? "any");
  const [environment, setEnvironment] = useState<Environment>("production");
  const [args, setArgs] = useState("{}");
  const test = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/{tenant}/policies/test", {
          params: { path: { tenant } },
          body: { cedarText: text, tool, harness, environment, args: JSON.parse(args) },
        }),
      ),
  });
  return (
    <aside className="grid content-start gap-3 overflow-auto border-border border-l p-4" aria-label="Test bench">
      <h2 className="sec">Test bench</h2>
      <Field label="Tool">
        <Select
          value={tool}
          onChange={setTool}
          options={tools.map(({ key, name }) => ({ value: key, label: name, hint: key }))}
        />
      </Field>
      <Field label="Called by">
        <Select
          value={harness}
          onChange={setHarness}
          options={
            harnesses.length > 0
              ? harnesses.map(({ slug, name }) => ({ value: slug, label: name }))
              : [{ value: "any", label: "Some harness" }]
          }
        />
      </Field>
      <Field label="In">
        <Select
          value={environment}
          onChange={(value) => setEnvironment(value === "draft" || value === "staging" ? value : "production")}
          options={["draft", "staging", "production"].map((value) => ({ value, label: value }))}
        />
      </Field>
      <Field label="Arguments (JSON)">
        <Textarea
          className="mono"
          rows={4}
          spellCheck={false}
          value={args}
          onChange={(event) => setArgs(event.target.value)}
        />
      </Field>
      <Button onClick={() => test.mutate()} disabled={test.isPending}>
        Ask
      </Button>
      <div aria-live="polite">
        {test.error && <p className="fail">{test.error.message}</p>}
        {test.data && !test.error && <Answer answer={test.data} />}
      </div>
    </aside>
  );
}

const WHY: Record<TestVerdict["why"], string> = {
  policy: "",
  default_deny: "No policy allows it.",
  policy_error: "A policy failed while it was evaluated.",
  invalid_request: "The arguments do not fit the tool.",
  approval_unavailable: "A person has to approve it, and nobody can yet.",
  engine_unavailable: "The engine gave no answer.",
};

function Answer({ answer }: { answer: TestVerdict }) {
  const word = answer.verdict === "needs_approval" ? "Asks a person" : undefined;
  return (
    <div className="grid gap-1">
      <Status status={answer.verdict === "needs_approval" ? "parked" : answer.verdict} label={word} />
      {answer.reasons.map((reason) => (
        <p key={reason.id}>“{reason.title}”</p>
      ))}
      {WHY[answer.why] && <p className="text-muted">{WHY[answer.why]}</p>}
    </div>
  );
}

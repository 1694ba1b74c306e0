"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { WantedCall } from "@/components/governance/decisions/decision-columns";
import { whyWords } from "@/components/governance/decisions/why-words";
import { BenchFields } from "@/components/governance/policies/bench-fields";
import { newBenchForm, testedAction } from "@/components/governance/policies/tested-action";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Status } from "@/components/ui/status";
import type { PolicySetView, TestedAction, TestVerdict } from "@/lib/governance/policies/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = { tenant: string; text: string; set: PolicySetView };
type Environment = "draft" | "staging" | "production";

/** Asks the text as it stands about one thing that a run could want. Nothing is done and nothing is stored. */
export function TestBench({ tenant, text, set }: Props) {
  const [form, setForm] = useState(() => newBenchForm(set));
  const [harness, setHarness] = useState(set.harnesses[0]?.slug ?? "any");
  const [environment, setEnvironment] = useState<Environment>("production");
  const [untrustedInput, setUntrusted] = useState(false);
  const asked = testedAction(form);
  const test = useMutation({
    mutationFn: (action: TestedAction) =>
      unwrap(
        api.POST("/api/v1/{tenant}/policies/test", {
          params: { path: { tenant } },
          body: { cedarText: text, action, harness, environment, untrustedInput },
        }),
      ),
  });
  return (
    <aside className="grid content-start gap-3 overflow-auto border-border border-l p-4" aria-label="Test bench">
      <h2 className="sec">Test bench</h2>
      <BenchFields set={set} form={form} onChange={(change) => setForm({ ...form, ...change })} />
      <Field label="Harness">
        <Select
          value={harness}
          onChange={setHarness}
          options={
            set.harnesses.length > 0
              ? set.harnesses.map(({ slug, name }) => ({ value: slug, label: name }))
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
      <Checkbox label="The run has read untrusted input" checked={untrustedInput} onChange={setUntrusted} />
      <Button
        onClick={() => "action" in asked && test.mutate(asked.action)}
        disabled={test.isPending || "problem" in asked}
      >
        Ask
      </Button>
      <div aria-live="polite">
        {"problem" in asked ? (
          <p className="fail">{asked.problem}</p>
        ) : (
          <>
            {test.error && <p className="fail">{test.error.message}</p>}
            {test.data && !test.error && test.variables && <Answer answer={test.data} asked={test.variables} />}
          </>
        )}
      </div>
    </aside>
  );
}

/** In the words of the list of decisions. */
function Answer({ answer, asked }: { answer: TestVerdict; asked: TestedAction }) {
  return (
    <div className="grid gap-1">
      <Status status={answer.verdict} />
      <p>
        <WantedCall decision={wanted(asked)} />
      </p>
      <p className="text-muted">{whyWords(answer)}</p>
    </div>
  );
}

/** What a run would have wanted, as a decision names it. */
function wanted(asked: TestedAction): { action: string; resource: string } {
  switch (asked.kind) {
    case "tool.call":
      return { action: asked.kind, resource: asked.tool };
    case "request":
      return { action: "tool.call", resource: "http" };
    case "model.invoke":
      return { action: asked.kind, resource: asked.model };
    case "knowledge.read":
      return { action: asked.kind, resource: asked.knowledge };
    case "memory.read":
    case "memory.write":
      return { action: asked.kind, resource: asked.scope };
  }
}

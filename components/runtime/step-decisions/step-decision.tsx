"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { NewStepDecision, OpenDecision } from "@/lib/runtime/step-decisions/schema";

type Props = { tenant: string; runId: string; open: OpenDecision };

/** A step that cannot go on by itself, and the three things that a person can say about it. */
export function StepDecision({ tenant, runId, open }: Props) {
  const [isGiving, setGiving] = useState(false);
  const mayDecide = useMay()("run:approve");
  const client = useQueryClient();
  const decide = useMutation({
    mutationFn: (decision: Pick<NewStepDecision, "choice" | "output">) =>
      unwrap(
        api.POST("/api/v1/{tenant}/runs/{runId}/decisions", {
          params: { path: { tenant, runId } },
          body: { step: open.step, note: "", ...decision },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: [tenant, "step-decisions", runId] }),
  });
  const say = (choice: NewStepDecision["choice"]) => decide.mutate({ choice, output: null });
  return (
    <section
      className="mx-5 mb-3 grid gap-2 rounded-2 border border-border p-3"
      aria-label={`Decision about ${open.label}`}
    >
      <p>
        <b className="medium">{open.label}</b> <span className="text-muted">{open.failure.message}</span>
      </p>
      {open.reason === "budget" && (
        <p>
          <Link className="underline" href={`/${tenant}/budgets`}>
            Look at the budgets
          </Link>
        </p>
      )}
      {mayDecide ? (
        <div className="flex flex-wrap gap-2">
          {open.reason === "decision" && <Button onClick={() => setGiving(true)}>It was done</Button>}
          <Button disabled={decide.isPending} onClick={() => say("retry")}>
            {open.reason === "decision" ? "It was not done: try again" : "Try again now"}
          </Button>
          <Button variant="danger" disabled={decide.isPending} onClick={() => say("fail")}>
            Fail the step
          </Button>
        </div>
      ) : (
        <p className="text-12 text-faint">Deciding needs the right run:approve.</p>
      )}
      {decide.error && <ErrorState error={decide.error} />}
      {isGiving && (
        <GiveResult
          onClose={() => setGiving(false)}
          onGive={(output) => {
            setGiving(false);
            decide.mutate({ choice: "succeed", output });
          }}
        />
      )}
    </section>
  );
}

type Json = NewStepDecision["output"];

function GiveResult({ onClose, onGive }: { onClose: () => void; onGive: (output: Json) => void }) {
  const [text, setText] = useState("{}");
  const parsed = readJson(text);
  return (
    <Dialog
      open
      onClose={onClose}
      title="It was done"
      description="The step is not repeated. What follows works with the result that you give here."
      footer={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button variant="primary" disabled={!parsed.ok} onClick={() => parsed.ok && onGive(parsed.value)}>
            Take it as done
          </Button>
        </>
      }
    >
      <Field label="Result, as JSON" error={parsed.ok ? undefined : "This is not JSON yet."}>
        <Textarea className="mono" rows={6} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
    </Dialog>
  );
}

function readJson(text: string): { ok: true; value: Json } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

"use client";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { DEFAULT_RETRY } from "@/lib/release/step-policy";

const ON_ERROR = [
  { value: "fail", label: "The run fails" },
  { value: "port", label: "Goes on at the error exit" },
  { value: "value", label: "Goes on with a fallback value" },
] as const;

/** What happens when the step is slow or fails. */
export function FailureTab({ node }: { node: DraftNode }) {
  const { setPolicy } = useNodeEdits(node);
  const { policy } = node;
  const retry = policy.retry ?? DEFAULT_RETRY;
  const set = (patch: Partial<typeof policy>, mark: string) => setPolicy({ ...policy, ...patch }, mark);
  return (
    <>
      <Field label="Timeout of an attempt, seconds">
        <Input
          type="number"
          min={1}
          value={policy.timeoutMs === undefined ? "" : String(policy.timeoutMs / 1_000)}
          placeholder="default"
          onChange={(event) =>
            set({ timeoutMs: Math.max(1, Math.round(Number(event.target.value) * 1_000)) }, "timeout")
          }
        />
      </Field>
      <Field
        label="Attempts at most"
        hint="Only failures that may pass by themselves are repeated, and only what is safe to repeat."
      >
        <Input
          type="number"
          min={1}
          max={6}
          value={String(policy.retry?.maxAttempts ?? "")}
          placeholder={`default (${DEFAULT_RETRY.maxAttempts})`}
          onChange={(event) =>
            set(
              { retry: { ...retry, maxAttempts: Math.min(6, Math.max(1, Math.round(Number(event.target.value)))) } },
              "attempts",
            )
          }
        />
      </Field>
      <Field label="When the last attempt failed">
        <Select
          value={policy.onError ?? "fail"}
          onChange={(value) => {
            const next = ON_ERROR.find((one) => one.value === value);
            if (next) set({ onError: next.value }, "on-error");
          }}
          options={ON_ERROR}
        />
      </Field>
      {policy.onError === "value" && (
        <Field label="Fallback value" hint="JSON, or a text">
          <Input
            value={typeof policy.fallback === "string" ? policy.fallback : JSON.stringify(policy.fallback ?? null)}
            onChange={(event) => set({ fallback: readJson(event.target.value) }, "fallback")}
          />
        </Field>
      )}
    </>
  );
}

function readJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

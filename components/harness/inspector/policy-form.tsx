"use client";
import { useEditor } from "@/components/harness/editor/editor-context";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { durationInWords } from "@/components/harness/inspector/duration-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { DEFAULT_RETRY, RetryReason, type StepPolicy } from "@/lib/release/step-policy";
import { timeoutCapMs } from "@/lib/release/timeout-cap";

const SECOND = 1_000;
const ON_ERROR = [
  { value: "fail", label: "The run fails" },
  { value: "port", label: "It goes on at the exit error" },
  { value: "value", label: "It goes on with a value" },
] as const;

type Reason = NonNullable<StepPolicy["retry"]>["on"][number];
const REASON: Record<Reason, string> = {
  timeout: "No answer in time",
  "rate-limited": "Too many requests",
  unavailable: "The service is unavailable",
  network: "The network failed",
  "invalid-output": "The answer does not fit",
};

/** What happens when the step is slow or fails. */
export function PolicyForm({ node }: { node: DraftNode }) {
  const { setPolicy } = useNodeEdits(node);
  const { policy } = node;
  return (
    <>
      {node.parent === null && <FailureEntry node={node} />}
      <AttemptTime node={node} />
      <RetryFields
        retry={policy.retry}
        onChange={(retry) => {
          const { retry: _before, ...rest } = policy;
          setPolicy(retry ? { ...rest, retry } : rest, "retry");
        }}
      />
      <ChoiceField
        label="When it fails for good"
        value={policy.onError ?? "fail"}
        options={ON_ERROR}
        onChange={(onError) => setPolicy({ ...policy, onError }, "onError")}
      />
      {policy.onError === "value" && (
        <Field label="Value" hint="JSON, or a text.">
          <Input
            compact
            value={typeof policy.fallback === "string" ? policy.fallback : JSON.stringify(policy.fallback ?? null)}
            onChange={(event) => setPolicy({ ...policy, fallback: readValue(event.target.value) }, "fallback")}
          />
        </Field>
      )}
    </>
  );
}

/** At most what the kind of the step has. More, in a draft of before, is shown and said. */
function AttemptTime({ node: { kind, policy }, node }: { node: DraftNode }) {
  const { setPolicy } = useNodeEdits(node);
  const capMs = timeoutCapMs(kind);
  const unit = capMs < SECOND ? { name: "ms", ms: 1, step: 1 } : { name: "s", ms: SECOND, step: 0.001 };
  return (
    <NumberField
      label="Time for one attempt"
      hint={`At most ${durationInWords(capMs)}.`}
      unit={unit.name}
      step={unit.step}
      value={(policy.timeoutMs ?? Math.min(60_000, capMs)) / unit.ms}
      min={unit.step}
      max={capMs / unit.ms}
      onChange={(count) => setPolicy({ ...policy, timeoutMs: Math.round(count * unit.ms) }, "timeoutMs")}
    />
  );
}

/** Makes the step the first of those that undo what a failed run has done. Nothing else may lead to it. */
function FailureEntry({ node }: { node: DraftNode }) {
  const { setPolicy } = useNodeEdits(node);
  const isReached = useEditor((state) => state.draft.edges.some((edge) => edge.to.node === node.id));
  const { onFailure, ...rest } = node.policy;
  return (
    <Checkbox
      label="Starts when the run has failed"
      hint={
        isReached && !onFailure
          ? "For steps that undo something. Take the lines that lead here away first."
          : "It undoes what was done, with what follows it; the run has failed all the same."
      }
      checked={onFailure ?? false}
      disabled={isReached && !onFailure}
      onChange={(isOn) => setPolicy(isOn ? { ...rest, onFailure: true } : rest, "onFailure")}
    />
  );
}

function readValue(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

type Retry = StepPolicy["retry"];

function RetryFields({ retry, onChange }: { retry: Retry | undefined; onChange: (retry: Retry | null) => void }) {
  const shown = retry ?? DEFAULT_RETRY;
  const toggle = (reason: Retry["on"][number], isOn: boolean) =>
    onChange({ ...shown, on: isOn ? [...shown.on, reason] : shown.on.filter((one) => one !== reason) });
  return (
    <section className="grid gap-3">
      <Checkbox
        label="Own rule for repeating"
        hint="Without one: three attempts, or one when the effect must not happen twice."
        checked={retry !== undefined}
        onChange={(isOn) => onChange(isOn ? DEFAULT_RETRY : null)}
      />
      {retry && (
        <>
          <div className="grid grid-cols-2 gap-3">
            <NumberField
              label="Attempts"
              value={shown.maxAttempts}
              min={1}
              max={6}
              onChange={(maxAttempts) => onChange({ ...shown, maxAttempts })}
            />
            <NumberField
              label="First pause"
              unit="ms"
              value={shown.baseMs}
              min={1}
              max={86_400_000}
              onChange={(baseMs) => onChange({ ...shown, baseMs })}
            />
            <ChoiceField
              label="Pauses"
              value={shown.backoff}
              options={[
                { value: "exponential", label: "Double each time" },
                { value: "fixed", label: "Are all the same" },
              ]}
              onChange={(backoff) => onChange({ ...shown, backoff })}
            />
            <NumberField
              label="Longest pause"
              unit="ms"
              value={shown.maxMs}
              min={1}
              max={86_400_000}
              onChange={(maxMs) => onChange({ ...shown, maxMs })}
            />
          </div>
          <fieldset className="grid gap-1.5">
            <legend className="label mb-1">Repeat after</legend>
            {RetryReason.options.map((reason) => (
              <Checkbox
                key={reason}
                label={REASON[reason]}
                checked={shown.on.includes(reason)}
                onChange={(isOn) => toggle(reason, isOn)}
              />
            ))}
          </fieldset>
        </>
      )}
    </section>
  );
}

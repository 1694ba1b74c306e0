"use client";
import { z } from "zod";
import { Approvers } from "@/components/harness/inspector/approvers";
import { BindingField } from "@/components/harness/inspector/binding-field";
import { BindingsEditor } from "@/components/harness/inspector/bindings-editor";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { ConditionField } from "@/components/harness/inspector/condition-field";
import { DurationField } from "@/components/harness/inspector/duration-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import { OptionalSchema } from "@/components/harness/inspector/optional-schema";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

const MONTH_MS = 30 * 86_400_000;

/** What is repeated is inside the frame on the canvas; here is when it ends. */
export function LoopForm({ node }: { node: DraftNode }) {
  const { setConfig, setInputs } = useNodeEdits(node);
  const config = NODE_CONFIG.loop.partial().safeParse(node.config).data ?? {};
  return (
    <>
      <ConditionField
        nodeId={node.id}
        label="Repeat until"
        hint="Asked after each round. iter.index counts rounds from 0, iter.carry holds the carried fields."
        value={config.until ?? ""}
        onChange={(until) => setConfig({ until }, "until")}
      />
      <NumberField
        label="Rounds at most"
        value={config.max ?? 10}
        min={1}
        max={100}
        onChange={(max) => setConfig({ max }, "max")}
      />
      <ChoiceField
        label="After that many"
        value={config.onMax ?? "error"}
        options={[
          { value: "error", label: "It fails" },
          { value: "continue", label: "It goes on at the exit limit" },
        ]}
        onChange={(onMax) => setConfig({ onMax }, "onMax")}
      />
      <BindingsEditor nodeId={node.id} title="Carried from round to round" bindings={node.in} onChange={setInputs} />
    </>
  );
}

/** A pause: for a time, until a time, or for a signal. While it waits, a run costs nothing. */
export function WaitForm({ node }: { node: DraftNode }) {
  const { setConfig, setInputs } = useNodeEdits(node);
  const config = NODE_CONFIG.wait.partial().safeParse(node.config).data ?? {};
  const mode = config.mode ?? "duration";
  return (
    <>
      <ChoiceField
        label="Waits"
        value={mode}
        options={[
          { value: "duration", label: "For some time" },
          { value: "until", label: "Until a time" },
          { value: "signal", label: "For a signal", hint: "Sent by API" },
        ]}
        onChange={(next) =>
          setConfig({ mode: next, ...(next === "signal" && !config.signal ? { signal: "go_on" } : {}) }, "mode")
        }
      />
      {mode === "signal" && (
        <Field label="Name of the signal" hint="Small letters, digits, underscores, dots and dashes.">
          <Input
            compact
            className="mono"
            value={config.signal ?? String(node.config.signal ?? "")}
            onChange={(event) => setConfig({ signal: event.target.value }, "signal")}
          />
        </Field>
      )}
      {mode === "until" ? (
        <BindingField
          nodeId={node.id}
          label="Time"
          hint="As 2026-12-24T18:00:00Z."
          binding={node.in.until ?? { cel: "run.startedAt" }}
          onChange={(until) => setInputs({ ...node.in, until }, "until")}
        />
      ) : (
        <DurationField
          label={mode === "signal" ? "At most" : "How long"}
          valueMs={config.durationMs ?? 60_000}
          maxMs={MONTH_MS}
          onChange={(durationMs) => setConfig({ durationMs }, "durationMs")}
        />
      )}
    </>
  );
}

/** While they are chosen there may be none. */
const Named = z.array(z.string());

/** Who decides, what they see and fill in, and how long they have. */
export function ApprovalForm({ node }: { node: DraftNode }) {
  const { setConfig, removeConfig, setInputs } = useNodeEdits(node);
  const { users: named, ...rest } = node.config;
  const config = NODE_CONFIG.approval.partial().safeParse(rest).data ?? {};
  const users = config.role ? undefined : Named.safeParse(named).data;
  return (
    <>
      <Field label="Question">
        <Input
          value={config.title ?? ""}
          maxLength={200}
          onChange={(event) => event.target.value && setConfig({ title: event.target.value }, "title")}
        />
      </Field>
      <Approvers
        role={config.role}
        users={users}
        onRole={(role) => setConfig({ role }, "role", ["users"])}
        onUsers={(next) => setConfig({ users: next }, "users", ["role"])}
      />
      <Checkbox
        label="Not the one who started the run"
        hint="Somebody else must look at it."
        checked={config.excludeStarter ?? true}
        onChange={(excludeStarter) => setConfig({ excludeStarter }, "excludeStarter")}
      />
      <DurationField
        label="Goes on at the exit timeout after"
        valueMs={config.expiresMs ?? 86_400_000}
        maxMs={MONTH_MS}
        onChange={(expiresMs) => setConfig({ expiresMs }, "expiresMs")}
      />
      <BindingsEditor nodeId={node.id} title="What they see" bindings={node.in} onChange={setInputs} />
      <OptionalSchema
        label="They fill in a form"
        hint="Its answers are in the output."
        title="Schema of the form"
        value={config.form}
        onChange={(form) => (form ? setConfig({ form }, "form") : removeConfig("form"))}
      />
    </>
  );
}

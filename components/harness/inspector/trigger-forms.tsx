"use client";
import { useFindingsOf } from "@/components/harness/editor/editor-context";
import { BindingsEditor } from "@/components/harness/inspector/bindings-editor";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { JsonField } from "@/components/harness/inspector/json-field";
import { NumberField } from "@/components/harness/inspector/number-field";
import { TextWithVariables } from "@/components/harness/inspector/text-with-variables";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

const KB = 1_024;

/** Who may call the address, what of the request becomes the run's input, and which requests count as the same. */
export function WebhookForm({ node }: { node: DraftNode }) {
  const { setConfig, removeConfig, setInputs } = useNodeEdits(node);
  const config = NODE_CONFIG["trigger.webhook"].partial().safeParse(node.config).data ?? {};
  return (
    <>
      <ChoiceField
        label="A caller proves itself by"
        value={config.auth ?? "hmac"}
        options={[
          { value: "hmac", label: "A signature", hint: "HMAC SHA-256 of the body" },
          { value: "token", label: "A token", hint: "Sent with each request" },
        ]}
        onChange={(auth) => setConfig({ auth }, "auth")}
      />
      <Field label="Name of the secret" hint="Its value stays on the server. Without a secret nobody can call.">
        <Input
          compact
          value={config.secret ?? ""}
          maxLength={80}
          onChange={(event) => setConfig({ secret: event.target.value }, "secret")}
        />
      </Field>
      <NumberField
        label="Request at most"
        unit="KB"
        value={Math.round((config.maxBytes ?? 256 * KB) / KB)}
        min={1}
        max={1_024}
        onChange={(size) => setConfig({ maxBytes: size * KB }, "maxBytes")}
      />
      <TextWithVariables
        nodeId={node.id}
        label="The same request"
        hint="CEL over the request, such as input.body.id. Requests that give the same value start one run."
        language="cel"
        scope="own"
        rows={1}
        isOptional
        value={config.dedupe ?? ""}
        onChange={(dedupe) => (dedupe === "" ? removeConfig("dedupe") : setConfig({ dedupe }, "dedupe"))}
      />
      <BindingsEditor nodeId={node.id} title="Input of the run" bindings={node.in} onChange={setInputs} isOwnScope />
    </>
  );
}

/** When runs start by themselves, and what happens when the one before still runs. */
export function ScheduleForm({ node }: { node: DraftNode }) {
  const { setConfig } = useNodeEdits(node);
  const config = NODE_CONFIG["trigger.schedule"].partial().safeParse(node.config).data ?? {};
  const findings = useFindingsOf(node.id);
  const problemOf = (field: string) =>
    findings.find((finding) => finding.rule === "bad-schedule" && finding.field === field)?.explanation;
  return (
    <>
      <Field
        label="Times (cron)"
        hint="Minute, hour, day, month, weekday: 0 9 * * 1-5 is 9:00 on working days."
        error={problemOf("cron")}
      >
        <Input
          compact
          className="mono"
          spellCheck={false}
          value={config.cron ?? ""}
          maxLength={100}
          onChange={(event) => setConfig({ cron: event.target.value }, "cron")}
        />
      </Field>
      <Field label="Time zone" error={problemOf("zone")}>
        <Input
          compact
          list="time-zones"
          value={config.zone ?? "UTC"}
          maxLength={64}
          onChange={(event) => setConfig({ zone: event.target.value }, "zone")}
        />
      </Field>
      <datalist id="time-zones">
        {Intl.supportedValuesOf("timeZone").map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <ChoiceField
        label="While the one before still runs"
        value={config.overlap ?? "skip"}
        options={[
          { value: "skip", label: "This one is left out" },
          { value: "queue", label: "This one waits" },
          { value: "cancel-previous", label: "The one before is cancelled" },
        ]}
        onChange={(overlap) => setConfig({ overlap }, "overlap")}
      />
      <ChoiceField
        label="After a pause of the workers"
        value={config.catchUp ?? "none"}
        options={[
          { value: "none", label: "What was missed stays missed" },
          { value: "last", label: "The last that was missed is made up for" },
        ]}
        onChange={(catchUp) => setConfig({ catchUp }, "catchUp")}
      />
      <JsonField
        label="Input of each run (JSON)"
        value={config.input ?? {}}
        onChange={(input) => setConfig({ input }, "input")}
      />
    </>
  );
}

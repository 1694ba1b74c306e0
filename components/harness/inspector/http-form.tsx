"use client";
import { BindingsEditor } from "@/components/harness/inspector/bindings-editor";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { HttpSecret } from "@/components/harness/inspector/http-secret";
import { NumberField } from "@/components/harness/inspector/number-field";
import { OptionalSchema } from "@/components/harness/inspector/optional-schema";
import { TextPairs } from "@/components/harness/inspector/text-pairs";
import { TextWithVariables } from "@/components/harness/inspector/text-with-variables";
import { useNodeEdits } from "@/components/harness/inspector/use-node";
import type { DraftNode } from "@/lib/harness/graph/draft";
import { NODE_CONFIG } from "@/lib/release/node-config";

const METHODS = (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).map((value) => ({ value, label: value }));
/** The values below, in templates of the request. */
const ARGS = ["args"];
const EFFECTS = [
  { value: "none", label: "Changes nothing", hint: "May be repeated" },
  { value: "idempotent", label: "The same when repeated", hint: "May be repeated" },
  { value: "unsafe", label: "Must not happen twice", hint: "Is never repeated" },
] as const;

/** An address on the internet, what is sent there, and what repeating it would do. */
export function HttpForm({ node }: { node: DraftNode }) {
  const { setConfig, removeConfig, setInputs } = useNodeEdits(node);
  const config = NODE_CONFIG.http.partial().safeParse(node.config).data ?? {};
  const method = config.method ?? "GET";
  return (
    <>
      <ChoiceField
        label="Method"
        value={method}
        options={METHODS}
        onChange={(next) => setConfig({ method: next }, "method")}
      />
      <TextWithVariables
        nodeId={node.id}
        label="Address"
        hint="The host is written out; variables come after it."
        language="liquid"
        extra={ARGS}
        rows={2}
        value={config.url ?? ""}
        onChange={(url) => setConfig({ url }, "url")}
      />
      <TextPairs
        title="Headers"
        pairs={config.headers ?? {}}
        onChange={(headers) => setConfig({ headers }, "headers")}
      />
      {method !== "GET" && (
        <TextWithVariables
          nodeId={node.id}
          label="Body"
          hint="Left empty, the values below are sent as JSON."
          language="liquid"
          extra={ARGS}
          value={config.body ?? ""}
          onChange={(body) => (body === "" ? removeConfig("body") : setConfig({ body }, "body"))}
        />
      )}
      <BindingsEditor nodeId={node.id} title="Values" bindings={node.in} onChange={setInputs} />
      <HttpSecret
        secret={config.secret}
        onChange={(secret) => (secret ? setConfig({ secret }, "secret") : removeConfig("secret"))}
      />
      <ChoiceField
        label="Effect"
        value={config.sideEffect ?? "unsafe"}
        options={EFFECTS}
        onChange={(sideEffect) => setConfig({ sideEffect }, "sideEffect")}
      />
      <OptionalSchema
        label="The answer has a form"
        hint="An answer that does not fit fails the step; later steps can pick its fields."
        title="Schema of the answer's body"
        value={config.response}
        onChange={(response) => (response ? setConfig({ response }, "response") : removeConfig("response"))}
      />
      <NumberField
        label="Answer at most"
        value={config.maxResponseBytes ?? 1_000_000}
        min={1}
        max={5_000_000}
        unit="bytes"
        onChange={(maxResponseBytes) => setConfig({ maxResponseBytes }, "maxResponseBytes")}
      />
    </>
  );
}

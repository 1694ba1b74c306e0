"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { OfferedModel } from "@/components/governance/models/connection-test-panel";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { connectionsQuery } from "@/lib/governance/models/connection-queries";
import { ModelCardInput } from "@/lib/governance/models/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const EMPTY = { modelId: "", contextWindow: "128000", maxOutput: "4096", inputPrice: "", outputPrice: "" };
const FIELDS = [
  ["modelId", "Model", "text"],
  ["contextWindow", "Window, tokens", "number"],
  ["maxOutput", "Answer at most, tokens", "number"],
  ["inputPrice", "Price in, USD per M", "number"],
  ["outputPrice", "Price out, USD per M", "number"],
] as const;

type Props = { tenant: string; connectionId: string; offered: OfferedModel[] };

/** Offers a model to harnesses. Without both prices the bundled price list is asked, and says when it does not know. */
export function ModelCardForm({ tenant, connectionId, offered }: Props) {
  const client = useQueryClient();
  const [values, setValues] = useState(EMPTY);
  const card = ModelCardInput.safeParse(cardOf(values));
  const save = useMutation({
    mutationFn: (body: ModelCardInput) =>
      unwrap(
        api.PUT("/api/v1/{tenant}/model-connections/{connectionId}/models", {
          params: { path: { tenant, connectionId } },
          body,
        }),
      ),
    onSuccess: async () => {
      setValues(EMPTY);
      await client.invalidateQueries(connectionsQuery(tenant));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (card.data) save.mutate(card.data);
  };
  return (
    <form onSubmit={submit} className="grid gap-3" autoComplete="off">
      {offered.length > 0 && (
        <Field
          label="Offered by the provider"
          hint="Takes the id, and the window and price where the bundled list knows them."
        >
          <Select
            value={offered.some(({ id }) => id === values.modelId) ? values.modelId : ""}
            placeholder={`Choose one of ${offered.length}`}
            onChange={(id) => setValues({ ...values, ...knownOf(offered.find((one) => one.id === id)) })}
            options={offered.map(({ id }) => ({ value: id, label: id }))}
          />
        </Field>
      )}
      <div className="grid grid-cols-2 gap-3">
        {FIELDS.map(([name, label, type]) => (
          <Field key={name} label={label}>
            <Input
              compact
              type={type}
              step="any"
              value={values[name]}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </Field>
        ))}
      </div>
      <p className="text-12 text-faint">Without prices, those of the bundled list count where it knows the model.</p>
      {save.error && <ErrorState error={save.error} />}
      <div>
        <Button type="submit" disabled={!card.success || save.isPending}>
          Add model
        </Button>
      </div>
    </form>
  );
}

/** What is known of an offered model; its price stays empty, so that the list's price is taken as it is on the day. */
const knownOf = (model: OfferedModel | undefined) =>
  model ? { modelId: model.id, ...(model.contextWindow && { contextWindow: String(model.contextWindow) }) } : {};

/** Both prices or none. */
function cardOf({ modelId, contextWindow, maxOutput, inputPrice, outputPrice }: typeof EMPTY) {
  const isPriced = inputPrice !== "" || outputPrice !== "";
  const number = (text: string) => (text === "" ? null : Number(text));
  return {
    modelId,
    contextWindow: Number(contextWindow),
    maxOutput: Number(maxOutput),
    prices: isPriced ? { inputPerMTok: number(inputPrice), outputPerMTok: number(outputPrice), currency: "USD" } : null,
  };
}

"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type Choice, OperationRow, type OperationView } from "@/components/harness/openapi/operation-row";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { toolsQuery } from "@/lib/harness/tools/tool-queries";
import { api, unwrap } from "@/lib/platform/http/api-client";
import type { SideEffect } from "@/lib/release/tool-definition";

type Preview = { servers: string[]; operations: OperationView[] };
type Props = { tenant: string; text: string; preview: Preview };

const choiceOf = (choices: Readonly<Record<string, Choice>>, operation: OperationView): Choice =>
  choices[operation.id] ?? {
    isChosen: false,
    key: operation.key,
    sideEffect: operation.sideEffect,
    classes: operation.classes,
  };

/** The operations of a document with what each would become. */
export function OpenApiChoice({ tenant, text, preview }: Props) {
  const { operations, servers } = preview;
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [server, setServer] = useState(servers[0] ?? "https://");
  const [secretName, setSecretName] = useState("");
  const [checkAnswers, setCheckAnswers] = useState(true);
  const save = useImport(tenant);
  const chosen = operations.filter((operation) => choiceOf(choices, operation).isChosen);
  const free = operations.filter((operation) => !operation.isTaken);
  const isComplete = chosen.every((operation) => choiceOf(choices, operation).classes.length > 0);
  const chooseAll = (isChosen: boolean) =>
    setChoices({
      ...choices,
      ...Object.fromEntries(free.map((one) => [one.id, { ...choiceOf(choices, one), isChosen }])),
    });
  const submit = () =>
    save.mutate({
      text,
      server: server.trim(),
      secretName: secretName.trim() || null,
      checkAnswers,
      operations: chosen.map((operation) => {
        const { key, sideEffect, classes } = choiceOf(choices, operation);
        return { id: operation.id, key, sideEffect, classes };
      }),
    });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="grid gap-4 border-border border-t px-page py-3 md:grid-cols-[2fr_1fr_auto]">
        <Field
          label="Server"
          hint={servers.length > 1 ? `Also: ${servers.slice(1).join(", ")}` : "In front of every path."}
        >
          <Input value={server} spellCheck={false} onChange={(event) => setServer(event.target.value)} />
        </Field>
        <Field
          label="Secret"
          hint={
            operations.some((one) => one.secret)
              ? "Its name under Secrets; the document asks for a key."
              : "The document asks for no key."
          }
        >
          <Input
            value={secretName}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setSecretName(event.target.value)}
          />
        </Field>
        <div className="md:pt-[27px]">
          <Checkbox checked={checkAnswers} onChange={setCheckAnswers} label="Check answers against the document" />
        </div>
      </div>
      <div className="flex items-center gap-3 border-border border-t px-page py-2">
        <Checkbox
          checked={free.length > 0 && chosen.length >= free.length}
          onChange={chooseAll}
          label={`All ${free.length} operations`}
        />
        <span className="grow" />
        <Button variant="primary" disabled={chosen.length === 0 || !isComplete || save.isPending} onClick={submit}>
          {chosen.length === 1 ? "Register 1 tool" : `Register ${chosen.length} tools`}
        </Button>
      </div>
      {save.error && (
        <div className="px-page">
          <ErrorState error={save.error} />
        </div>
      )}
      <section className="min-h-0 flex-1 overflow-auto border-border border-t" aria-label="Operations">
        <ul>
          {operations.map((operation) => (
            <OperationRow
              key={operation.id}
              operation={operation}
              choice={choiceOf(choices, operation)}
              onChange={(part) =>
                setChoices({ ...choices, [operation.id]: { ...choiceOf(choices, operation), ...part } })
              }
            />
          ))}
        </ul>
      </section>
    </div>
  );
}

type Import = {
  text: string;
  server: string;
  secretName: string | null;
  checkAnswers: boolean;
  operations: { id: string; key: string; sideEffect: SideEffect; classes: OperationView["classes"] }[];
};

function useImport(tenant: string) {
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  return useMutation({
    mutationFn: (body: Import) =>
      unwrap(api.POST("/api/v1/{tenant}/openapi-imports", { params: { path: { tenant } }, body })),
    onSuccess: async ({ items }) => {
      await client.invalidateQueries(toolsQuery(tenant));
      toast({
        title: items.length === 1 ? "1 tool is registered" : `${items.length} tools are registered`,
        tone: "ok",
      });
      router.push(`/${tenant}/tools`);
    },
  });
}

"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { OpenApiChoice } from "@/components/harness/openapi/openapi-choice";
import { Crumb } from "@/components/shell/crumb";
import { TopBarCrumbs } from "@/components/shell/top-bar-slots";
import { useMay } from "@/components/shell/viewer-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { Textarea } from "@/components/ui/textarea";
import { api, unwrap } from "@/lib/platform/http/api-client";

const MAX_BYTES = 5_000_000;
/** Rounded up: what is a little too large does not read as small enough. */
const megabytes = (bytes: number): string => (Math.ceil(bytes / 100_000) / 10).toFixed(1);

/** Makes tools of an OpenAPI document: give it, choose operations, look, register. Nothing is fetched or called. */
export function OpenApiPage({ tenant }: { tenant: string }) {
  const mayWrite = useMay()("tool:write");
  const [text, setText] = useState("");
  const [tooLarge, setTooLarge] = useState<File | null>(null);
  const read = useMutation({
    mutationFn: (document: string) =>
      unwrap(api.POST("/api/v1/{tenant}/openapi-previews", { params: { path: { tenant } }, body: { text: document } })),
  });
  const take = async (file: File | undefined) => {
    if (!file) return;
    setTooLarge(file.size > MAX_BYTES ? file : null);
    if (file.size > MAX_BYTES) return;
    const document = await file.text();
    setText(document);
    read.mutate(document);
  };
  return (
    <>
      <TopBarCrumbs>
        <Crumb>Import OpenAPI</Crumb>
      </TopBarCrumbs>
      <PageHeader
        title={read.data ? `${read.data.title} ${read.data.version}` : "Import an OpenAPI document"}
        meta={
          read.data
            ? `${read.data.operations.length} operations; those that you choose become tools, all or none`
            : "OpenAPI 3.x as JSON up to 5 MB, or as YAML of some 6,000 lines; up to 300 operations. Nothing is fetched or called."
        }
        actions={read.data && <Button onClick={() => read.reset()}>Another document</Button>}
      />
      {read.data ? (
        <OpenApiChoice tenant={tenant} text={text} preview={read.data} />
      ) : (
        <div className="grid max-w-[860px] gap-4 p-[20px]">
          {!mayWrite && (
            <p className="text-muted">Your role may not register tools: that takes the right tool:write.</p>
          )}
          <Field
            label="File"
            hint="YAML or JSON."
            error={
              tooLarge
                ? `"${tooLarge.name}" has ${megabytes(tooLarge.size)} MB, and 5 MB are read at most. Take out what you do not need, or split it.`
                : undefined
            }
          >
            <input
              type="file"
              aria-label="File"
              accept=".json,.yaml,.yml,application/json,application/yaml"
              disabled={!mayWrite}
              onChange={(event) => void take(event.target.files?.[0])}
            />
          </Field>
          <Field label="Or the text">
            <Textarea
              rows={16}
              className="mono"
              spellCheck={false}
              disabled={!mayWrite}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </Field>
          <div>
            <Button
              variant="primary"
              disabled={!mayWrite || text.trim() === "" || read.isPending}
              onClick={() => read.mutate(text)}
            >
              Read it
            </Button>
          </div>
          {read.error && <ErrorState error={read.error} />}
        </div>
      )}
    </>
  );
}

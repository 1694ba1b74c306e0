"use client";
import { CircleX } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ApiError } from "@/lib/platform/http/api-client";

/** What went wrong, in words, with the code and the request id. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, detail, code, requestId, fields } = problemOf(error);
  return (
    <div className="flex max-w-[560px] gap-2.5 py-2" role="alert">
      <CircleX className="i mt-0.5 text-fail" aria-hidden />
      <div className="grid min-w-0 gap-1">
        <b className="font-semibold">{title}</b>
        {detail && <p className="text-muted">{detail}</p>}
        {fields.length > 0 && (
          <ul className="text-12 text-muted">
            {fields.map((field) => (
              <li key={field.pointer + field.message}>
                <span className="mono">{field.pointer}</span> {field.message}
              </li>
            ))}
          </ul>
        )}
        {(code || requestId) && (
          <p className="mono s break-all text-faint">
            {[code, requestId && `request ${requestId}`].filter(Boolean).join(", ")}
          </p>
        )}
        {onRetry && (
          <div className="mt-1">
            <Button onClick={onRetry}>Try again</Button>
          </div>
        )}
      </div>
    </div>
  );
}

function problemOf(error: unknown) {
  const none = { detail: undefined, code: undefined, requestId: undefined, fields: [] };
  if (!(error instanceof ApiError))
    return {
      ...none,
      title: "Something failed in this page",
      detail: error instanceof Error ? error.message : undefined,
    };
  if (!error.problem)
    return { ...none, title: "The server did not answer", detail: "Check the connection and try again." };
  const { title, detail, code, requestId, errors } = error.problem;
  // Of one field, the sentence may be the detail already.
  return { title, detail, code, requestId, fields: (errors ?? []).filter(({ message }) => message !== detail) };
}

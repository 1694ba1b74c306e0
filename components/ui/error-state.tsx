import { CircleX } from "lucide-react";
import { ApiError } from "@/lib/platform/http/api-client";

/** What went wrong, its code and request id, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <div className="empty" role="alert" style={{ padding: "32px 20px" }}>
      <b className="st fail">
        <CircleX className="i" aria-hidden="true" />
        {problem?.title ?? "The server did not answer"}
      </b>
      <p>{error.message}</p>
      {problem && (
        <p className="mono s faint">
          {problem.code} {problem.requestId}
        </p>
      )}
      {onRetry && (
        <button type="button" className="btn" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

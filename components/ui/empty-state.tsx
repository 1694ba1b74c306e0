import type { ReactNode } from "react";

/** Says what belongs here and offers the first action. */
export function EmptyState({ title, body, action }: { title: string; body: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <b>{title}</b>
      <div>{body}</div>
      {action && <div className="mt-1 flex gap-2">{action}</div>}
    </div>
  );
}

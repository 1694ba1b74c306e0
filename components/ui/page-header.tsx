import type { ReactNode } from "react";

/** The one title of a page, what qualifies it, and its actions. */
export function PageHeader({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="head">
      <div className="grow">
        <h1>{title}</h1>
        {children}
      </div>
      {actions}
    </header>
  );
}

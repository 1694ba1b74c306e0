import type { ReactNode } from "react";

/** The title of a page: one h1, its badges, a line of facts, and the actions on the right. */
export function PageHeader({
  title,
  badges,
  meta,
  actions,
}: {
  title: ReactNode;
  badges?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="head">
      <div className="grow">
        <h1 className="cut">{title}</h1>
        {badges}
        {meta && <div className="cut text-muted">{meta}</div>}
      </div>
      {actions && <div className="flex flex-none items-center gap-2">{actions}</div>}
    </header>
  );
}

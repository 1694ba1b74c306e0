import type { ReactNode } from "react";
import { BrandMark } from "@/components/shell/brand-mark";

/** A page that says one thing: nothing is here, something failed, an invite is used up. */
export function MessagePage({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <main className="grid min-h-screen content-center justify-items-start gap-3 px-8 sm:px-16" id="main">
      <BrandMark size={24} />
      <h1 className="mt-4 font-semibold text-20 tracking-[-0.018em]">{title}</h1>
      <div className="max-w-[460px] text-muted">{children}</div>
      {actions && <div className="mt-2 flex gap-2">{actions}</div>}
    </main>
  );
}

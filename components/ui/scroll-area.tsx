import type { ReactNode } from "react";

type Props = { label: string; className?: string; children: ReactNode };

/** Content that scrolls and has nothing in it that takes the keyboard: it takes it itself, so that the arrows scroll it. */
export function ScrollArea({ label, className, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

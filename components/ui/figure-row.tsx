import Link from "next/link";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

export type Figure = { label: string; value: ReactNode; unit?: string; hint?: ReactNode; href?: string };

/** Figures in one ruled row. Every figure has a unit or says what it counts. */
export function FigureRow({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="flex flex-wrap gap-y-4 px-page py-4">
      {figures.map((figure, position) => (
        <div
          key={figure.label}
          className={classNames("min-w-[140px] flex-1", position > 0 && "border-border border-l pl-4")}
        >
          <dt className="text-12 text-muted">{figure.label}</dt>
          <dd>
            <FigureValue figure={figure} />
            {figure.hint && <span className="block text-12 text-faint tabular-nums">{figure.hint}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FigureValue({ figure }: { figure: Figure }) {
  const value = (
    <span className="font-medium text-22 tabular-nums tracking-[-0.02em]">
      {figure.value}
      {figure.unit && <small className="ml-1 text-13 text-muted tracking-normal">{figure.unit}</small>}
    </span>
  );
  return figure.href ? (
    <Link href={figure.href} className="hover:underline hover:underline-offset-4">
      {value}
    </Link>
  ) : (
    value
  );
}

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

/** One step of the breadcrumb; the last one has no `href`. Use inside `TopBarCrumbs`. */
export function Crumb({ href, children }: { href?: string; children: ReactNode }) {
  return (
    <>
      <ChevronRight className="i" aria-hidden />
      {href ? (
        <Link href={href} className="cut">
          {children}
        </Link>
      ) : (
        <span aria-current="page" className="cut">
          {children}
        </span>
      )}
    </>
  );
}

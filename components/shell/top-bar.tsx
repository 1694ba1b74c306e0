"use client";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Fragment } from "react";
import { crumbsOf } from "@/components/shell/crumbs";
import { PersonMenu } from "@/components/shell/person-menu";

/** Where the person is, and who they are. */
export function TopBar({ tenant, person }: { tenant: string; person: { name: string; email: string } }) {
  const crumbs = crumbsOf(usePathname(), tenant);
  return (
    <header className="bar">
      <nav className="crumbs" aria-label="Breadcrumb">
        {crumbs.map(({ label, href, isLast }) => (
          <Fragment key={href}>
            {isLast ? <span aria-current="page">{label}</span> : <Link href={href}>{label}</Link>}
            {!isLast && <ChevronRight className="i" aria-hidden="true" />}
          </Fragment>
        ))}
      </nav>
      <PersonMenu person={person} />
    </header>
  );
}

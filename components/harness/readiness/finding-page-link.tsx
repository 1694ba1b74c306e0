import Link from "next/link";
import { useMay } from "@/components/shell/viewer-context";
import { hrefOfPage, pageOfFinding } from "@/lib/harness/readiness/page-of-finding";
import type { Finding } from "@/lib/release/readiness-report";

type Props = {
  tenant: string;
  harness: string;
  finding: Pick<Finding, "rule" | "field">;
  className: string;
  /** Before the page is opened: it may be the one that is there, behind a dialog. */
  onFollow?: () => void;
};

/** The way to the page where a finding is repaired that no edit of the draft repairs; nothing for those who may not see it. */
export function FindingPageLink({ tenant, harness, finding, className, onFollow }: Props) {
  const may = useMay();
  const page = pageOfFinding(finding);
  if (!page || !may(page.scope)) return null;
  return (
    <Link className={className} href={hrefOfPage(page, tenant, harness)} onClick={onFollow}>
      {page.label}
    </Link>
  );
}

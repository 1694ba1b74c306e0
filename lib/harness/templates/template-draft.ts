import type { Draft } from "@/lib/harness/graph/draft";
import { invoice } from "@/lib/harness/templates/invoice";
import { research } from "@/lib/harness/templates/research";
import { supportDesk } from "@/lib/harness/templates/support-desk";
import type { TemplateKey } from "@/lib/harness/templates/template-list";
import { triage } from "@/lib/harness/templates/triage";

const DRAFTS: Record<TemplateKey, (name: string) => Draft> = {
  "support-desk": supportDesk,
  research,
  triage,
  invoice,
};

/** A new draft from a template, with ids of its own. */
export const templateDraft = (key: TemplateKey, name: string): Draft => DRAFTS[key](name);

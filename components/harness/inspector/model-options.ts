import type { SelectOption } from "@/components/ui/select";
import type { LibraryView } from "@/lib/harness/drafts/library-view";

/** Models for a choice, those that only simulate marked. */
export const modelOptions = (models: LibraryView["models"]): SelectOption[] =>
  models.map(({ ref, simulated }) => ({ value: ref, label: ref, hint: simulated ? "Simulated" : undefined }));

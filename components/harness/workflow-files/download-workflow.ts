import { api, unwrap } from "@/lib/platform/http/api-client";

/** Saves the stored draft of a harness as a JSON file on this device. */
export async function downloadWorkflow(tenant: string, harness: string): Promise<void> {
  const path = { tenant, harness };
  downloadDraft(
    harness,
    await unwrap(api.GET("/api/v1/{tenant}/harnesses/{harness}/draft/export", { params: { path } })),
  );
}

/** Saves a draft of a harness, as it is on the screen, as a JSON file on this device. */
export function downloadDraft(harness: string, draft: object): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(draft, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${harness}.workflow.json`;
  link.click();
  URL.revokeObjectURL(address);
}

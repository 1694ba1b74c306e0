const MAX_BYTES = 3_900_000;
export type WorkflowFile = { name: string; workflow: unknown; fileName: string };

/** What is in a file that was exported from a harness, unchecked, or a sentence that says why it cannot be one. */
export async function readWorkflowFile(file: File): Promise<WorkflowFile | string> {
  if (file.size > MAX_BYTES) return "The file is larger than 3.9 MB, more than a draft can be.";
  try {
    const workflow: unknown = JSON.parse(await file.text());
    const name = typeof workflow === "object" && workflow !== null && "name" in workflow ? String(workflow.name) : "";
    return { workflow, name: name.slice(0, 80) || "Imported", fileName: file.name };
  } catch {
    return "The file is not JSON. Choose one that was exported from a harness.";
  }
}

/** Whether a single key may mean something for the page: nobody types, and nothing lies open over the page. */
export function keysAreFree(): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]')) return false;
  const focused = document.activeElement;
  if (focused instanceof HTMLInputElement) return focused.type === "checkbox" || focused.type === "radio";
  if (focused instanceof HTMLTextAreaElement || focused instanceof HTMLSelectElement) return false;
  return !(focused instanceof HTMLElement && focused.isContentEditable);
}

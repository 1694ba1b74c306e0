"use client";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";

const KEYS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["A"], does: "Search for a node to add" },
  { keys: ["Enter"], does: "Add what was found below the selected node" },
  { keys: ["Tab"], does: "Go to the next node" },
  { keys: ["Alt", "↑ ↓ ← →"], does: "Move what is selected" },
  { keys: ["⌫"], does: "Remove what is selected" },
  { keys: ["⌘", "Z"], does: "Undo" },
  { keys: ["⌘", "Shift", "Z"], does: "Redo" },
  { keys: ["⌘", "C"], does: "Copy, also to another harness" },
  { keys: ["⌘", "X"], does: "Cut" },
  { keys: ["⌘", "V"], does: "Paste" },
  { keys: ["⌘", "D"], does: "Duplicate" },
  { keys: ["⌘", "A"], does: "Select everything" },
  { keys: ["Shift"], does: "Held while dragging: select a box" },
  { keys: ["⌘", "↵"], does: "Test run" },
  { keys: ["Esc"], does: "Select nothing" },
  { keys: ["?"], does: "This list" },
];

/** Every key of the editor. On Windows and Linux, Ctrl stands for ⌘. */
export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keys" description="On Windows and Linux, Ctrl stands for ⌘.">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-6 gap-y-1.5">
        {KEYS.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

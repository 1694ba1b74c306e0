"use client";
import type { EditorAction } from "@/components/harness/editor/editor-action";
import { EDITOR_ACTIONS } from "@/components/harness/editor/editor-actions";
import { useEditorStores } from "@/components/harness/editor/editor-context";
import { printedKeys } from "@/components/harness/editor/match-keys";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { ScrollArea } from "@/components/ui/scroll-area";

type Row = Pick<EditorAction, "id" | "label" | "group"> & { keys: string };
/** Keys that the browser or the canvas itself gives meaning to. */
const OTHERS: readonly Row[] = [
  { id: "tab", label: "Go to the next card, in the order of a run", group: "Move", keys: "Tab" },
  { id: "copy", label: "Copy, also to another harness", group: "Edit", keys: "Mod+C" },
  { id: "cut", label: "Cut", group: "Edit", keys: "Mod+X" },
  { id: "paste", label: "Paste", group: "Edit", keys: "Mod+V" },
  { id: "shift", label: "Held: select a box, or one more card", group: "Select", keys: "Shift" },
  { id: "alt", label: "Held while dragging: no grid, no guides", group: "Move", keys: "Alt" },
  { id: "commands", label: "Every command", group: "Look", keys: "Mod+K" },
];
const GROUPS = ["Edit", "Select", "Move", "Arrange", "Look", "Run"] as const;
const rows: readonly Row[] = [
  ...EDITOR_ACTIONS.flatMap(({ id, label, group, keys }) => (keys ? [{ id, label, group, keys }] : [])),
  ...OTHERS,
];

/** Every key of the editor, from the registry of actions. */
export function KeysHelp() {
  const { view } = useEditorStores();
  return (
    <Dialog
      open
      onClose={() => view.setState({ panel: null })}
      title="Keys"
      description="On Windows and Linux, Ctrl stands for ⌘."
      width={760}
    >
      <ScrollArea className="keys-help" label="Keys by what they do">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {rows
                .filter((row) => row.group === group)
                .map(({ id, label, keys }) => (
                  <div key={id}>
                    <dt>
                      {printedKeys(keys).map((way) => (
                        <span key={way.join()}>
                          {way.map((key) => (
                            <Kbd key={key}>{key}</Kbd>
                          ))}
                        </span>
                      ))}
                    </dt>
                    <dd>{label}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </ScrollArea>
    </Dialog>
  );
}

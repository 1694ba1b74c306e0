"use client";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { Checkbox } from "@/components/ui/checkbox";

const VERDICT = {
  allow: null,
  deny: "forbidden by policy",
  never: "forbidden by policy",
  needs_approval: "asks a person first",
} as const;

/** The tools that an agent may call, with what the active policies say of each. */
export function ToolPicks({ chosen, onChange }: { chosen: readonly string[]; onChange: (tools: string[]) => void }) {
  const { library } = useEditorShared();
  const known = new Set(library.tools.map((tool) => tool.key));
  const toggle = (key: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, key] : chosen.filter((one) => one !== key));
  return (
    <fieldset className="grid gap-2" data-place="tools">
      <legend className="label mb-1.5">Tools</legend>
      {library.tools.map((tool) => {
        const verdict = VERDICT[library.verdicts[tool.key] ?? "allow"];
        return (
          <Checkbox
            key={tool.key}
            checked={chosen.includes(tool.key)}
            onChange={(isOn) => toggle(tool.key, isOn)}
            label={<span className="mono">{tool.key}</span>}
            hint={verdict ? `${tool.name}, ${verdict}` : tool.name}
          />
        );
      })}
      {chosen
        .filter((key) => !known.has(key))
        .map((key) => (
          <Checkbox
            key={key}
            checked
            onChange={() => toggle(key, false)}
            label={<span className="mono">{key}</span>}
            hint="No longer in the registry"
          />
        ))}
      {library.tools.length === 0 && <p className="text-12 text-faint">The registry has no tools.</p>}
    </fieldset>
  );
}

import { CLASS_MEANING } from "@/components/harness/tools/tool-words";
import { Checkbox } from "@/components/ui/checkbox";
import { ToolClass } from "@/lib/release/tool-definition";

type Props = { classes: readonly ToolClass[]; isMissing: boolean; onChange: (classes: ToolClass[]) => void };

/** What a tool does, in the words of policies; at least one. */
export function ClassFields({ classes, isMissing, onChange }: Props) {
  const toggle = (one: ToolClass, isOn: boolean) =>
    onChange(ToolClass.options.filter((other) => (other === one ? isOn : classes.includes(other))));
  return (
    <fieldset className="grid gap-2">
      <legend className="label mb-1.5">Classes, which policies speak of</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        {ToolClass.options.map((one) => (
          <Checkbox
            key={one}
            checked={classes.includes(one)}
            onChange={(isOn) => toggle(one, isOn)}
            label={CLASS_MEANING[one]}
          />
        ))}
      </div>
      {isMissing && (
        <p className="text-12 text-fail" role="alert">
          Choose at least one.
        </p>
      )}
    </fieldset>
  );
}

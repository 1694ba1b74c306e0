import { PRESETS, type Preset } from "@/components/governance/models/provider-presets";
import { Button } from "@/components/ui/button";

/** The usual places of models: a server of your own without a key, or a provider with one. */
export function PresetPicker({ onPick }: { onPick: (preset: Preset) => void }) {
  return (
    <div className="grid gap-2">
      {[true, false].map((isLocal) => (
        <div key={String(isLocal)} className="flex flex-wrap items-center gap-2">
          <span className="w-24 text-12 text-muted">{isLocal ? "On your side" : "With a key"}</span>
          {PRESETS.filter((preset) => preset.isLocal === isLocal).map((preset) => (
            <Button key={preset.label} size="sm" onClick={() => onPick(preset)}>
              {preset.label}
            </Button>
          ))}
        </div>
      ))}
    </div>
  );
}

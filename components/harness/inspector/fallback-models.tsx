"use client";
import { X } from "lucide-react";
import { useEditorShared } from "@/components/harness/editor/editor-context";
import { modelOptions } from "@/components/harness/inspector/model-options";
import { IconButton } from "@/components/ui/icon-button";
import { moveItem } from "@/components/ui/move-item";
import { OrderButtons } from "@/components/ui/order-buttons";
import { Select } from "@/components/ui/select";
import type { ModelSlot } from "@/lib/release/program";

const MAX_FALLBACKS = 3;
type Props = { name: string; slot: ModelSlot; onChange: (fallbacks: string[]) => void };

/** The models that are asked, in this order, when the one before them fails. */
export function FallbackModels({ name, slot, onChange }: Props) {
  const { library } = useEditorShared();
  const { model, fallbacks } = slot;
  const free = library.models.filter(({ ref }) => ref !== model && !fallbacks.includes(ref));
  const optionsFor = (own?: string) =>
    modelOptions(library.models.filter(({ ref }) => ref === own || free.some((one) => one.ref === ref)));
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="label mb-[5px]">When it does not answer</legend>
      {fallbacks.map((ref, at) => (
        <div key={ref} className="flex min-w-0 items-center gap-1.5">
          <span className="num w-4 flex-none text-12 text-faint">{at + 1}.</span>
          <Select
            compact
            className="min-w-0 flex-1"
            label={`Fallback ${at + 1} of slot ${name}`}
            value={ref}
            placeholder={ref}
            options={optionsFor(ref)}
            onChange={(next) => onChange(fallbacks.map((one) => (one === ref ? next : one)))}
          />
          <OrderButtons
            name={`fallback ${ref}`}
            at={at}
            count={fallbacks.length}
            onMove={(to) => onChange(moveItem(fallbacks, at, to))}
          />
          <IconButton
            label={`Remove fallback ${ref}`}
            size="sm"
            onClick={() => onChange(fallbacks.filter((one) => one !== ref))}
          >
            <X className="i s" aria-hidden />
          </IconButton>
        </div>
      ))}
      {fallbacks.length < MAX_FALLBACKS && free.length > 0 && (
        <Select
          compact
          label={`Add a fallback to slot ${name}`}
          value=""
          placeholder={fallbacks.length === 0 ? "Add a model to fall back to" : "Add another"}
          options={optionsFor()}
          onChange={(next) => onChange([...fallbacks, next])}
        />
      )}
    </fieldset>
  );
}

"use client";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

type Props = {
  title: string;
  pairs: Record<string, string>;
  onChange: (pairs: Record<string, string>) => void;
};

/** Names with a text each, as HTTP headers have. */
export function TextPairs({ title, pairs, onChange }: Props) {
  const [name, setName] = useState("");
  const isFree = name.trim() !== "" && !Object.hasOwn(pairs, name.trim());
  const add = () => {
    if (!isFree) return;
    onChange({ ...pairs, [name.trim()]: "" });
    setName("");
  };
  return (
    <section className="grid gap-2">
      <h3>{title}</h3>
      {Object.entries(pairs).map(([key, value]) => (
        <div key={key} className="exit-row">
          <span className="mono cut">{key}</span>
          <Input
            compact
            aria-label={`Value of ${key}`}
            value={value}
            onChange={(event) => onChange({ ...pairs, [key]: event.target.value })}
          />
          <IconButton
            label={`Remove ${key}`}
            size="sm"
            onClick={() => onChange(Object.fromEntries(Object.entries(pairs).filter(([other]) => other !== key)))}
          >
            <X className="i s" aria-hidden />
          </IconButton>
        </div>
      ))}
      <div className="flex gap-1.5">
        <Input
          compact
          aria-label={`New name in ${title}`}
          placeholder="x-header"
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && add()}
        />
        <Button disabled={!isFree} onClick={add}>
          <Plus className="i s" aria-hidden />
          Add
        </Button>
      </div>
    </section>
  );
}

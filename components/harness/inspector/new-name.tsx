"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Key } from "@/lib/release/binding";

type Props = { label: string; placeholder: string; taken: readonly string[]; onAdd: (name: string) => void };

/** A free name for something new: small letters, digits and underscores. */
export function NewName({ label, placeholder, taken, onAdd }: Props) {
  const [name, setName] = useState("");
  const isFree = Key.safeParse(name).success && !taken.includes(name);
  const add = () => {
    if (!isFree) return;
    onAdd(name);
    setName("");
  };
  return (
    <div className="flex gap-1.5">
      <Input
        compact
        aria-label={label}
        placeholder={placeholder}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && add()}
      />
      <Button disabled={!isFree} onClick={add}>
        <Plus className="i s" aria-hidden />
        Add
      </Button>
    </div>
  );
}

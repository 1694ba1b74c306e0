"use client";
import { useState } from "react";
import { Input } from "@/components/ui/input";
import { Key } from "@/lib/release/binding";

type Props = { name: string; value: string; taken: readonly string[]; onChange: (key: string) => void };

/** A key: small letters, digits and underscores. It changes when it is a free key, on Enter or on leaving the field. */
export function KeyInput({ name, value, taken, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const isFree = typed === null || typed === value || (Key.safeParse(typed).success && !taken.includes(typed));
  const commit = () => {
    if (typed !== null && typed !== value && isFree) onChange(typed);
    setTyped(null);
  };
  return (
    <Input
      compact
      className="mono"
      spellCheck={false}
      aria-label={name}
      aria-invalid={!isFree || undefined}
      title={isFree ? undefined : "Small letters, digits and underscores, and not taken yet."}
      value={typed ?? value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
    />
  );
}

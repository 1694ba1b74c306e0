"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";

/** An id in mono that copies on click. `label` is what is shown, default the last 8 characters. */
export function CopyId({ id, label }: { id: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(id);
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      className="mono group inline-flex items-center gap-1 text-muted hover:text-text"
      title={id}
      aria-label={copied ? `Copied ${id}` : `Copy ${id}`}
      onClick={copy}
      onBlur={() => setCopied(false)}
      onMouseLeave={() => setCopied(false)}
    >
      {label ?? id.slice(-8)}
      <Icon className="i xs opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100" aria-hidden />
    </button>
  );
}

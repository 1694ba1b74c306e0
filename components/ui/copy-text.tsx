"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";

/** Text that is there to be copied, with a button that says when it has been. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className="field">
      <input readOnly value={text} aria-label={label} className="mono" onFocus={(event) => event.target.select()} />
      <button type="button" className="btn quiet small icon" aria-label={label} onClick={copy}>
        {isCopied ? <Check className="i s ok" aria-hidden="true" /> : <Copy className="i s" aria-hidden="true" />}
      </button>
      <span className="sr" aria-live="polite">
        {isCopied ? "Copied" : ""}
      </span>
    </div>
  );
}

"use client";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";

const TYPING_MS = 300;
type Props = { label: string; placeholder: string; text: string; onChange: (text: string) => void };

/** A search in a list. Waits until typing pauses, so that each letter is not a request and a place in the history. */
export function SearchField({ label, placeholder, text, onChange }: Props) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed.trim() === text) return;
    const timer = setTimeout(() => onChange(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, text, onChange]);
  return (
    <label className="field" style={{ width: 300 }}>
      <Search className="i s" aria-hidden />
      <span className="sr">{label}</span>
      <input type="search" placeholder={placeholder} value={typed} onChange={(event) => setTyped(event.target.value)} />
    </label>
  );
}

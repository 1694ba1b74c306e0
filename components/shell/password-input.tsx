"use client";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Input } from "@/components/ui/input";

/** A password with a button that shows it. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, "type" | "end">) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Input
      {...props}
      type={shown ? "text" : "password"}
      end={
        <button
          type="button"
          aria-label={shown ? "Hide what is typed" : "Show what is typed"}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="text-faint hover:text-text"
        >
          <Icon className="i" aria-hidden />
        </button>
      }
    />
  );
}

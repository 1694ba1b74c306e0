"use client";
import { BookOpen, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { setTheme } from "@/components/shell/view-preferences";
import { useViewer } from "@/components/shell/viewer-context";
import { Menu } from "@/components/ui/menu";

/** The account: who is signed in, the theme of this browser, the API, sign out. */
export function UserMenu() {
  const { name, email } = useViewer();
  return (
    <Menu
      header={
        <span className="grid">
          <span className="font-medium text-text">{name}</span>
          <span>{email}</span>
        </span>
      }
      trigger={
        <button type="button" className="avatar" aria-label={`${name}, account`}>
          {initials(name)}
        </button>
      }
      entries={[
        "separator",
        { label: "Light", icon: <Sun className="i s" aria-hidden />, onSelect: () => setTheme("light") },
        { label: "Dark", icon: <Moon className="i s" aria-hidden />, onSelect: () => setTheme("dark") },
        { label: "As the system", icon: <Monitor className="i s" aria-hidden />, onSelect: () => setTheme("system") },
        "separator",
        { label: "API reference", icon: <BookOpen className="i s" aria-hidden />, href: "/docs/api" },
        {
          label: "Sign out",
          icon: <LogOut className="i s" aria-hidden />,
          onSelect: () => void leave(),
        },
      ]}
    />
  );
}

/** Loads what signs out only when somebody does. */
async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join("")
    .toUpperCase() || "?";

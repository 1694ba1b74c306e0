"use client";
import { LogOut, Moon, Sun, SunMoon } from "lucide-react";
import { signOut } from "next-auth/react";
import { Menu, MenuItem } from "@/components/ui/menu";

const THEMES = [
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
  { value: null, label: "Like the system", Icon: SunMoon },
] as const;
const YEAR_MS = 365 * 24 * 3_600_000;

/** Theme and sign-out. The theme is this browser's and lasts until it is changed. */
export function PersonMenu({ person }: { person: { name: string; email: string } }) {
  const trigger = (
    <button type="button" className="avatar" aria-label={`${person.name}, menu`} title={person.email}>
      {initials(person.name)}
    </button>
  );
  return (
    <Menu trigger={trigger} label="Person">
      {THEMES.map(({ value, label, Icon }) => (
        <MenuItem key={label} onSelect={() => setTheme(value)}>
          <Icon className="i s" aria-hidden="true" />
          {label}
        </MenuItem>
      ))}
      <MenuItem onSelect={() => signOut({ callbackUrl: "/sign-in" })}>
        <LogOut className="i s" aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  );
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join("")
    .toUpperCase();

function setTheme(theme: "light" | "dark" | null): void {
  const { dataset } = document.documentElement;
  if (theme) dataset.theme = theme;
  else delete dataset.theme;
  // The server reads it to draw the first paint in the chosen theme.
  void window.cookieStore?.set({
    name: "slipway.theme",
    value: theme ?? "",
    path: "/",
    expires: Date.now() + YEAR_MS,
    sameSite: "lax",
  });
}
